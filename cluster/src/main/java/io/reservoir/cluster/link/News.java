package io.reservoir.cluster.link;

import io.reservoir.model.service.ServiceId;

/**
 * Word of what was appended to a service's ledger.
 *
 * @param firstSeq the first entry that is told of
 * @param lastSeq the last one
 * @param manifest whether a new manifest is among them
 */
public record News(ServiceId service, long firstSeq, long lastSeq, boolean manifest) {
    /** Whoever reads the entries that are told of should read no more at once. */
    public static final int MOST = 10_000;

    /** This and what was told after it, of the same service. */
    News and(News later) {
        return new News(service, firstSeq, later.lastSeq, manifest || later.manifest);
    }
}
