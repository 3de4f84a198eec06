package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Clause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Warns of deadlines that a statement's own clauses let pass: growth waits for `stabilise up` and `cooldown out`. */
final class DeadlineCheck {
    private final Problems problems;

    private DeadlineCheck(Problems problems) {
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        var check = new DeadlineCheck(problems);
        draft.targets().forEach(check::check);
    }

    private void check(CheckedTarget target) {
        var clauses = target.followed().clauses();
        var clause = ClauseChecker.first(target.statement().clauses(), Clause.Within.class);
        if (clause != null) {
            compare(clause, clauses.within(), clauses.stabiliseUp(), "stabilise up");
            compare(clause, clauses.within(), clauses.cooldownOut(), "cooldown out");
        }
    }

    private void compare(Clause.Within clause, @Nullable Duration within, @Nullable Duration wait, String words) {
        if (within != null && wait != null && wait.compareTo(within) >= 0) {
            problems.warning(
                    Code.DEADLINE,
                    clause.span(),
                    "`" + words + "` alone takes " + ReadingsOf.inWords(wait) + ": a deadline of "
                            + ReadingsOf.inWords(within) + " is always missed",
                    "make one shorter or the other longer");
        }
    }
}
