package io.reservoir.cluster.store;

import org.jspecify.annotations.Nullable;

/** A file is no whole backup, or there is no room for what is in it. The message is one line; nothing was written. */
public final class BackupRefused extends Exception {
    BackupRefused(String message) {
        this(message, null);
    }

    BackupRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
