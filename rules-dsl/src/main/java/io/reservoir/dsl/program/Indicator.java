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

    /** Leaves the effective value in {@code stack[0]}. */
    public void evaluate(Cells inputs, Cells indicators, Cells constants, Cells stack) {
        value.evaluate(inputs, indicators, constants, stack);
        if (measured != null && inputs.isKnown(measured)) {
            raise(stack, inputs.number(measured));
        }
    }

    /**
     * The derived value in {@code stack[0]} becomes the effective one. A lower bound that does not exceed what is
     * measured says nothing more than an unknown would.
     */
    public static void raise(Cells stack, double measured) {
        if (stack.isUnknown(0) || stack.number(0) <= measured) {
            stack.setKnown(0, measured);
        }
    }
}
