package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Term;
import io.reservoir.dsl.program.Term.Operator;
import org.jspecify.annotations.Nullable;

/** Finds conditions that can never hold, and those that hold always: neither says what its author wanted. */
final class GuardCheck {
    private final Draft draft;
    private final Problems problems;

    private GuardCheck(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        var check = new GuardCheck(draft, problems);
        draft.guards().forEach(check::check);
    }

    private void check(Guard guard) {
        var cases = new Cases(draft.program(), new Possible(draft)::range);
        if (cases.of(guard.condition(), true).isEmpty()) {
            problems.error(
                    Code.GUARD,
                    guard.span(),
                    "this condition never holds" + reason(cases.clash()),
                    isJoined(guard, Operator.AND) ? "where one of the two is enough, write `or`" : null);
        } else if (cases.of(guard.condition(), false).isEmpty()) {
            problems.warning(
                    Code.GUARD,
                    guard.span(),
                    "this condition always holds"
                            + (Program.isConstant(guard.condition()) ? "" : ", unless a reading in it is unknown"),
                    isJoined(guard, Operator.OR) ? "where both are meant, write `and`" : null);
        }
    }

    private static boolean isJoined(Guard guard, Operator operator) {
        return guard.condition() instanceof Term.Binary binary && binary.operator() == operator;
    }

    private String reason(@Nullable Term clash) {
        return switch (clash) {
            case Term.Read(var input) ->
                ": no value of " + Problems.quoted(draft.program().input(input).text()) + " satisfies it";
            case null, default -> "";
        };
    }
}
