package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Formula;
import io.reservoir.model.decision.Clauses;
import io.reservoir.model.diagnostic.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The checked clauses of an assignment; the spans are those of the bounds, and are there even where a bound has a
 * mistake and is not.
 *
 * @param guard when the statement holds: its {@code when} and its {@code during} together
 * @param when its {@code when} alone
 * @param mins the bounds that {@code min} puts together, as they are written
 * @param maxes the bounds that {@code max} puts together, as they are written
 */
record Followed(
        @Nullable Formula guard,
        @Nullable Guard when,
        @Nullable Formula min,
        @Nullable Span minSpan,
        List<BoundTerms.Timed> mins,
        @Nullable Formula max,
        @Nullable Span maxSpan,
        List<BoundTerms.Timed> maxes,
        int priority,
        Clauses clauses) {}
