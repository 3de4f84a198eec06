package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Formula;
import io.reservoir.model.decision.Variable;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Refuses two assignments of one variable that hold under the same guard with the same priority. */
final class OverlapCheck {
    private OverlapCheck() {}

    private record Claim(Variable.Kind kind, Scope.Resolved place, int priority, String guard) {}

    static void check(Draft draft, Problems problems) {
        var claims = new HashMap<Claim, CheckedTarget>();
        for (var target : draft.targets()) {
            var assignment = target.assignment();
            var kind = assignment.target().kind();
            var claim =
                    new Claim(kind, target.place(), assignment.priority(), text(assignment.guard(), draft.program()));
            var earlier = claims.putIfAbsent(claim, target);
            if (earlier != null && !combine(earlier, target)) {
                problems.error(
                        Code.OVERLAP,
                        target.statement().subject().span(),
                        "`" + kind.word() + "(" + target.place() + ")` is set twice"
                                + (assignment.guard() == null ? "" : " under the same condition"),
                        "line " + earlier.statement().span().line()
                                + " sets it already: give one of them a `when` or another `priority`, or both `combine max`");
            }
        }
    }

    /** Where both say how to combine them, and say the same, that is no overlap. */
    private static boolean combine(CheckedTarget one, CheckedTarget other) {
        var how = one.followed().clauses().combine();
        return how != null && how == other.followed().clauses().combine();
    }

    private static String text(@Nullable Formula guard, Program program) {
        return guard == null ? "" : program.text(guard.root());
    }
}
