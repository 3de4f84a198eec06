package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Problems;

/** Looks for what shows only where several statements, or a statement and its bounds, are seen together. */
interface WholeCheck {
    void check(Draft draft, Problems problems);
}
