package io.reservoir.model.decision;

import io.reservoir.model.reading.Value;
import org.jspecify.annotations.Nullable;

/**
 * What one statement proposes for a variable in one evaluation.
 *
 * @param statement the id of the statement in its program
 * @param active whether its guard holds; {@code Unknown} where the guard is unknown, known 1 or 0 otherwise
 * @param raw the value of its right side, in base units
 * @param min value of the {@code min} clause, null where there is none, −{@link #NO_BOUND} while none is in force
 * @param max value of the {@code max} clause, null where there is none, {@link #NO_BOUND} while none is in force
 */
public record Candidate(
        String statement,
        Variable variable,
        int priority,
        Value active,
        Value raw,
        @Nullable Value min,
        @Nullable Value max,
        Source source) {
    /** Beyond any target: a bound that holds at other times. */
    public static final double NO_BOUND = 1e15;
}
