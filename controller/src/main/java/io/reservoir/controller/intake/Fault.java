package io.reservoir.controller.intake;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one reading of a batch.
 *
 * @param index of the reading, from 0
 * @param field which of its fields, null where it is the reading as a whole
 */
public record Fault(int index, @Nullable String field, Reason reason, String message) {
    /** The kinds of faults, for counting. */
    public enum Reason {
        MALFORMED,
        MISSING,
        NAME,
        UNKNOWN_SERVICE,
        UNKNOWN_COMPONENT,
        REPLICA,
        NOT_FINITE,
        UNIT,
        FUTURE,
        TOO_OLD,
        TOO_MANY_METRICS
    }
}
