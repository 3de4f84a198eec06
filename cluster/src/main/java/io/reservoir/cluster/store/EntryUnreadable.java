package io.reservoir.cluster.store;

import io.reservoir.model.service.ServiceId;
import org.jspecify.annotations.Nullable;

/** A stored entry is missing, broken, or of a format that this release does not know. Its message is one line. */
public final class EntryUnreadable extends RuntimeException {
    private final ServiceId service;
    private final long seq;
    private final String why;

    EntryUnreadable(ServiceId service, long seq, String what, @Nullable Throwable cause) {
        super("entry " + seq + " of service `" + service + "` cannot be read: " + what, cause);
        this.service = service;
        this.seq = seq;
        why = what;
    }

    /** A clause that follows the entry's name. */
    String why() {
        return why;
    }

    public ServiceId service() {
        return service;
    }

    public long seq() {
        return seq;
    }
}
