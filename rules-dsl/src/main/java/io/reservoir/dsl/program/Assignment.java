package io.reservoir.dsl.program;

import io.reservoir.model.decision.Clauses;
import io.reservoir.model.decision.Source;
import io.reservoir.model.decision.Variable;
import org.jspecify.annotations.Nullable;

/** A statement that sets a target, such as {@code Replicas(C1) = RequestPerSecond(C1) / 500 max 40}. */
public record Assignment(
        String id,
        Variable target,
        Formula value,
        @Nullable Formula guard,
        @Nullable Formula min,
        @Nullable Formula max,
        int priority,
        Clauses clauses,
        Source source) {}
