package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.syntax.Statement;

/** An assignment with what it was made from, for the checks that look at several of them. */
record CheckedTarget(Statement.Equation statement, Scope.Resolved place, Assignment assignment, Followed followed) {}
