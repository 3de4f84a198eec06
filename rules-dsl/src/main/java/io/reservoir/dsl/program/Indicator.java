package io.reservoir.dsl.program;

import io.reservoir.model.decision.Source;
import org.jspecify.annotations.Nullable;

/**
 * A derived value, such as {@code Load(C3) = 3 * Load(C1)}. Its effective value is the greater of what is measured
 * and what is derived, or the one of the two that is known.
 *
 * @param measured index of the input that measures the same, null where no metric of that name can be read
 */
public record Indicator(
        String id,
        String name,
        String component,
        Formula value,
        @Nullable Integer measured,
        Source source) {
    /** As it is written in formulas: {@code Load(C3)}. */
    public String text() {
        return name + "(" + component + ")";
    }
}
