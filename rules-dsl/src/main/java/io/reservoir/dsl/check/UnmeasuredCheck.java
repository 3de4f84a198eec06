package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.Statement;

/** Tells of contract bounds and objectives on a metric that is not declared and that nothing else reads. */
final class UnmeasuredCheck {
    private final Draft draft;
    private final Uses uses;
    private final Problems problems;

    private UnmeasuredCheck(Draft draft, Problems problems) {
        this.draft = draft;
        this.uses = Uses.of(draft);
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        if (draft.declared().isRuleFile()) {
            return;
        }
        var check = new UnmeasuredCheck(draft, problems);
        for (var statement : draft.statements()) {
            if (statement instanceof Statement.Objective objective) {
                check.check(objective.metric(), objective.place(), "this objective");
            } else if (statement instanceof Statement.Equation equation && Subject.of(equation.subject()) == null) {
                check.check(equation.subject(), equation.place(), "this contract");
            }
        }
    }

    private void check(Name name, Place place, String what) {
        var key = Metrics.key(name, place.name().text());
        if (draft.metrics().isInferred(key) && !uses.isRead(key)) {
            problems.info(
                    Code.UNMEASURED,
                    name.span(),
                    "nothing else speaks of " + Problems.quoted(key.toString()) + ": " + what
                            + " says something only if somebody measures it",
                    null);
        }
    }
}
