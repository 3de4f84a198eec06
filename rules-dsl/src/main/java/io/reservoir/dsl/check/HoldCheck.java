package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.service.Hold;

/** Warns of holds on a component whose number of replicas nothing changes. */
final class HoldCheck {
    private HoldCheck() {}

    static void check(Draft draft, Problems problems) {
        for (var hold : draft.holds()) {
            if (draft.isWhole(hold.component()) && !mayChange(hold, draft)) {
                problems.warning(
                        Code.HOLD,
                        hold.source().span(),
                        "this holds nothing: no rule sets the replicas of " + Problems.quoted(hold.component()),
                        null);
            }
        }
    }

    private static boolean mayChange(Hold hold, Draft draft) {
        return draft.targets().stream()
                .anyMatch(target -> target.assignment().target().equals(Variable.replicas(hold.component())));
    }
}
