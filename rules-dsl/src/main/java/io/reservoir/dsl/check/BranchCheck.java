package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Term;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Value;
import java.util.List;
import java.util.Map;

/** Warns of sides of {@code ? :} that a target never takes, given the conditions that were asked before. */
final class BranchCheck {
    private final Cases cases;
    private final Problems problems;

    private BranchCheck(Draft draft, Problems problems) {
        this.cases = new Cases(draft.program(), new Possible(draft)::range);
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        var check = new BranchCheck(draft, problems);
        for (var target : draft.targets()) {
            if (target.statement().value() instanceof Value.Formula(var written)) {
                check.check(written, target.assignment().value().root(), List.of(Map.of()));
            }
        }
    }

    /** As far as the choice is the outermost operation, what is written and what is computed have one shape. */
    private void check(Expression written, Term term, List<Map<String, Range>> so) {
        if (!(written instanceof Expression.Choose choose)
                || !(term instanceof Term.Choose(var condition, var then, var otherwise))) {
            return;
        }
        var holds = cases.both(so, cases.of(condition, true));
        var fails = cases.both(so, cases.of(condition, false));
        if (holds.isEmpty() || fails.isEmpty()) {
            var idle = holds.isEmpty() ? choose.then() : choose.otherwise();
            problems.warning(
                    Code.NEVER_TAKEN,
                    idle.span(),
                    "this side is never taken: the condition " + (holds.isEmpty() ? "never" : "always") + " holds here",
                    null);
        }
        if (!holds.isEmpty()) {
            check(choose.then(), then, holds);
        }
        if (!fails.isEmpty()) {
            check(choose.otherwise(), otherwise, fails);
        }
    }
}
