package io.reservoir.model.ledger;

import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry in its place: {@code seq} counts from 1 without gaps in each service. */
public record Recorded(ServiceId service, long seq, Epoch epoch, Instant at, Entry entry) {
    /** The entry that brings a manifest which holds from here on; null where this one brings none. */
    public @Nullable Recorded manifest() {
        return switch (entry) {
            case Entry.Submitted submitted -> this;
            case Entry.Pruned(var manifest, var manifestSeq, var lives, var policy)
            when manifest != null -> new Recorded(service, manifestSeq, epoch, at, manifest);
            default -> null;
        };
    }
}
