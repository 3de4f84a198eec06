package io.reservoir.libvirt.verb;

import io.reservoir.model.port.Outcome.Refusal;

/** A verb is not done, and has left no effect. */
public final class NotDone extends Exception {
    private final Refusal why;

    public NotDone(Refusal why, String detail) {
        super(detail);
        this.why = why;
    }

    public Refusal why() {
        return why;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
