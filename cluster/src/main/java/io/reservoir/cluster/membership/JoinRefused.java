package io.reservoir.cluster.membership;

/** This node cannot be a member of its cluster; the message is one line for the person who runs it. */
public final class JoinRefused extends RuntimeException {
    JoinRefused(String message) {
        super(message);
    }

    JoinRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
