package io.reservoir.cluster.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;

/**
 * The database of the ledger cannot be opened or used. The message is one line for the person who runs the node. An
 * append that ends in this way may have been written or not: read before going on.
 */
public final class StoreUnavailable extends RuntimeException {
    /** For stores of other makes. */
    public StoreUnavailable(String message) {
        super(message);
    }

    StoreUnavailable(String message, Throwable cause) {
        super(message.lines().findFirst().orElse(""), cause);
    }

    StoreUnavailable(String message, IOException cause) {
        this(message + ": " + inWords(cause), (Throwable) cause);
    }

    private static String inWords(IOException fault) {
        return switch (fault) {
            case AccessDeniedException e -> "permission denied";
            case FileAlreadyExistsException e -> "it is a file";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> fault.toString();
        };
    }
}
