package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Clause;
import io.reservoir.model.decision.Clauses;
import io.reservoir.model.decision.Variable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Warns where an author took away all that keeps replicas from following each wobble of a reading. */
final class DampingCheck {
    private DampingCheck() {}

    static void check(Draft draft, Problems problems) {
        for (var target : draft.targets()) {
            var band = ClauseChecker.first(target.statement().clauses(), Clause.Band.class);
            var follows = target.assignment().target().kind() == Variable.Kind.REPLICAS
                    && !Program.isConstant(target.assignment().value().root());
            if (band != null && follows && isUndamped(target.followed().clauses())) {
                problems.warning(
                        Code.UNDAMPED,
                        band.span(),
                        "no band, no stabilising, no cooldown: replicas come and go with each wobble of a reading",
                        "leave one of `band` and `stabilise` out for its default, or write `cooldown in 5 min`");
            }
        }
    }

    /** Both sides of the band are zero by the author's word; nothing is waited for before replicas go or come. */
    private static boolean isUndamped(Clauses clauses) {
        return isZero(clauses.bandUp())
                && isZero(clauses.bandDown())
                && Duration.ZERO.equals(clauses.stabiliseDown())
                && isNone(clauses.stabiliseUp())
                && isNone(clauses.cooldownIn())
                && isNone(clauses.cooldownOut());
    }

    private static boolean isZero(@Nullable Double share) {
        return share != null && share == 0;
    }

    private static boolean isNone(@Nullable Duration duration) {
        return duration == null || duration.isZero();
    }
}
