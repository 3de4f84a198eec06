package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Formula;
import io.reservoir.model.decision.Clauses;
import io.reservoir.model.diagnostic.Span;
import org.jspecify.annotations.Nullable;

/** The checked clauses of an assignment; the spans are those of the bounds, and are there
 * even where a bound has a mistake and is not. */
record Followed(
        @Nullable Formula guard,
        @Nullable Formula min,
        @Nullable Span minSpan,
        @Nullable Formula max,
        @Nullable Span maxSpan,
        int priority,
        Clauses clauses) {}
