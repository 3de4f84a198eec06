package io.reservoir.controller.simulation;

import java.util.List;

/** An invariant did not hold, and how to see it again. */
final class Broken extends AssertionError {
    private static final long serialVersionUID = 1;

    private final String invariant;

    Broken(String invariant, String what) {
        super(invariant + ": " + what);
        this.invariant = invariant;
    }

    private Broken(Broken cause, String replay, List<String> trace) {
        super(cause.getMessage() + "\n  replay: " + replay + "\n    " + String.join("\n    ", trace), cause);
        this.invariant = cause.invariant;
    }

    String invariant() {
        return invariant;
    }

    Broken replayedBy(String line, List<String> trace) {
        return new Broken(this, line, trace);
    }
}
