package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Term;
import io.reservoir.dsl.syntax.Clause;

/** Warns of an {@code on unknown} behind a value that is always known: a constant, or one with a constant {@code ??}. */
final class NeverUnknownCheck {
    private NeverUnknownCheck() {}

    static void check(Draft draft, Problems problems) {
        for (var target : draft.targets()) {
            var clause = ClauseChecker.first(target.statement().clauses(), Clause.OnUnknown.class);
            if (clause != null && isKnown(target.assignment().value().root())) {
                problems.warning(
                        Code.NEVER_UNKNOWN,
                        clause.span(),
                        "the value is never unknown: this answers nothing",
                        Program.isConstant(target.assignment().value().root())
                                ? "leave it out"
                                : "leave out either this or the `??`");
            }
        }
    }

    private static boolean isKnown(Term term) {
        return Program.isConstant(term)
                || (term instanceof Term.Binary(var operator, var left, var right)
                        && operator == Term.Operator.OR_ELSE
                        && isKnown(right));
    }
}
