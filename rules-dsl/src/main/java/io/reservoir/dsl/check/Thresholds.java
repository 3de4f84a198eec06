package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Input;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The threshold rules of a component: statements, or branches of {@code ? :}, that set its replicas to the current
 * number, more or less of it, under a condition on one reading.
 */
final class Thresholds {
    private static final int MOST_STEPS = 100;

    private final Draft draft;
    private final Variable replicas;
    private final Cases cases;
    private final List<Step> steps = new ArrayList<>();

    private Thresholds(Variable replicas, Draft draft) {
        this.draft = draft;
        this.replicas = replicas;
        cases = new Cases(draft.program(), quantity -> Range.ALL);
    }

    /**
     * What a branch makes of the current number.
     *
     * @param target the statement that it stands in
     * @param place where it is written, as near as can be told
     * @param when between which numbers some quantities lie then
     * @param factor what the current number is multiplied by
     * @param added what is added to that
     */
    record Step(CheckedTarget target, Span place, Map<String, Range> when, double factor, double added) {
        /** What that quantity lies above then; not finite where it need not. */
        double above(String quantity) {
            return when.getOrDefault(quantity, Range.ALL).least();
        }

        /** The number that it makes of {@code current}. */
        double of(double current) {
            return Math.ceil(factor * current + added);
        }
    }

    static Thresholds of(Variable replicas, Draft draft) {
        var thresholds = new Thresholds(replicas, draft);
        draft.targets().stream()
                .filter(target -> target.assignment().target().equals(replicas))
                .forEach(thresholds::take);
        return thresholds;
    }

    /** None where there are more than anybody has in view: comparing each with each takes too long. */
    List<Step> steps() {
        return steps.size() > MOST_STEPS ? List.of() : steps;
    }

    Cases cases() {
        return cases;
    }

    private void take(CheckedTarget target) {
        var when = target.followed().when();
        var place = when == null ? target.statement().value().span() : when.span();
        List<Map<String, Range>> always = List.of(Map.of());
        take(
                target,
                place,
                when == null ? always : cases.of(when.condition(), true),
                target.assignment().value().root());
    }

    private void take(CheckedTarget target, Span place, List<Map<String, Range>> when, Term value) {
        if (value instanceof Term.Choose(var question, var then, var otherwise)) {
            take(target, place, cases.both(when, cases.of(question, true)), then);
            take(target, place, cases.both(when, cases.of(question, false)), otherwise);
            return;
        }
        var sum = Linear.of(value, draft.program());
        if (sum.parts().size() == 1
                && isCurrent(sum.parts().firstEntry().getValue().quantity())) {
            var factor = sum.parts().firstEntry().getValue().factor();
            when.forEach(one -> steps.add(new Step(target, place, one, factor, sum.constant())));
        }
    }

    private boolean isCurrent(Term term) {
        return term instanceof Term.Read(var input)
                && draft.program().input(input) instanceof Input.Current(var component, var text)
                && component.equals(replicas.component());
    }
}
