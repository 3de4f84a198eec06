package io.reservoir.controller.sim;

/** A load trace that cannot be read. The message is for its user and names file and line. */
public final class TraceException extends Exception {
    TraceException(String message) {
        super(message);
    }

    TraceException(String message, Throwable cause) {
        super(message, cause);
    }
}
