package io.reservoir.cluster.ownership;

import org.jspecify.annotations.Nullable;

/** What the ledger has of a service is nothing that this release can go on with. Its message is one line. */
public final class ServiceUnreadable extends RuntimeException {
    public ServiceUnreadable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
