package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.diagnostic.Severity;
import io.reservoir.model.service.ReplicaBounds;
import java.util.HashSet;

/**
 * Warns where nothing bounds how many replicas a component has. The service that a rule file is applied to may bound
 * it: there, an info is enough.
 */
final class MaximumCheck {
    private MaximumCheck() {}

    static void check(Draft draft, Problems problems) {
        var told = new HashSet<String>();
        for (var target : draft.targets()) {
            if (isUnbounded(target, draft) && told.add(target.place().component())) {
                problems.add(
                        draft.declared().isRuleFile() ? Severity.INFO : Severity.WARNING,
                        Code.NO_MAXIMUM,
                        target.statement().subject().span(),
                        "nothing says how many replicas "
                                + Problems.quoted(target.place().component()) + " may have: at most "
                                + ReplicaBounds.DEFAULT_MAX,
                        "add `max` and a number to this line, or `replicas max` to the component");
            }
        }
    }

    private static boolean isUnbounded(CheckedTarget target, Draft draft) {
        var component = target.place().component();
        return target.assignment().target().kind() == Variable.Kind.REPLICAS
                && target.followed().maxSpan() == null
                && draft.bounds(component).max() == null
                && !draft.declared().broken().contains(component);
    }
}
