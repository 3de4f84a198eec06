package io.reservoir.cluster.store;

import io.reservoir.model.service.ServiceId;

/** What a walk along the checksums of a service's entries showed. */
public sealed interface Audit {
    ServiceId service();

    /**
     * Every entry is there, as it was written, and can be read.
     *
     * @param hash the checksum of the last one, which stands for all of them
     */
    record Whole(ServiceId service, long entries, String hash) implements Audit {}

    /**
     * That entry is the first one that is not as it was written.
     *
     * @param why a clause that follows the entry's name
     */
    record Broken(ServiceId service, long seq, String why) implements Audit {}
}
