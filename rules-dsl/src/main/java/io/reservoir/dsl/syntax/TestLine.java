package io.reservoir.dsl.syntax;

import io.reservoir.model.diagnostic.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a test: what is measured, or what shall come of it. */
public sealed interface TestLine {
    Span span();

    /** {@code given M(C) = 1000 x 4, unknown, 9000 x 8 every 15 s}. */
    record Given(
            Span span,
            Name metric,
            Place place,
            List<Step> steps,
            @Nullable Quantity every) implements TestLine {}

    /**
     * A reading and how often it comes, such as {@code 1000 x 4}.
     *
     * @param value null where none comes
     * @param sign the {@code x}, null with {@code count} where it comes once
     */
    record Step(
            Span span,
            @Nullable Quantity value,
            @Nullable Name sign,
            @Nullable Name count) {}

    /** {@code expect Replicas(C1) >= 18 at 3 min}; without a time it holds at the end. */
    record Expect(Span span, Expression condition, @Nullable Quantity at) implements TestLine {}
}
