package io.reservoir.controller.node;

/** A saved state cannot be made out, or is not of this moment; the message says why. Nothing was changed. */
public final class StateUnreadable extends Exception {
    private static final long serialVersionUID = 1;

    StateUnreadable(String message) {
        super(message);
    }
}
