package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Input;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.decision.Variable;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Warns where {@code Replicas} and {@code CPU} of a component follow one metric: each VEE would get the total. */
final class DirectionCheck {
    private final Draft draft;
    private final Map<String, Set<String>> byReplicas = new HashMap<>();

    private DirectionCheck(Draft draft) {
        this.draft = draft;
    }

    static void check(Draft draft, Problems problems) {
        var check = new DirectionCheck(draft);
        draft.targets().stream()
                .filter(target -> isOf(target, Variable.Kind.REPLICAS))
                .forEach(check::take);
        draft.targets().stream()
                .filter(target -> isOf(target, Variable.Kind.CPU))
                .forEach(target -> check.compare(target, problems));
    }

    private static boolean isOf(CheckedTarget target, Variable.Kind kind) {
        return target.assignment().target().kind() == kind;
    }

    private void take(CheckedTarget replicas) {
        var read = byReplicas.computeIfAbsent(replicas.place().component(), component -> new LinkedHashSet<>());
        collect(replicas.assignment().value().root(), read);
    }

    private void compare(CheckedTarget cpu, Problems problems) {
        var component = cpu.place().component();
        var common = new LinkedHashSet<String>();
        collect(cpu.assignment().value().root(), common);
        var perReplica = common.removeIf(text -> text.isEmpty());
        common.retainAll(byReplicas.getOrDefault(component, Set.of()));
        if (common.isEmpty() || perReplica) {
            return;
        }
        problems.warning(
                Code.TWO_DIRECTIONS,
                cpu.statement().subject().span(),
                "`CPU(" + component + ")` and `Replicas(" + component + ")` both follow "
                        + Problems.quoted(common.iterator().next()) + ": each VEE gets CPUs for the total",
                "divide by `Current(" + component + ")`, or let one of the two go");
    }

    /** The metrics that a term reads, through indicators too; the empty text where it knows how many replicas share. */
    private void collect(Term term, Set<String> read) {
        switch (term) {
            case Term.Constant constant -> {}
            case Term.Read(var input) -> read.add(name(draft.program().input(input)));
            case Term.Derived(var index) -> {
                var indicator = draft.indicators().get(index);
                if (read.add(indicator.name() + "(" + indicator.component() + ")")) {
                    collect(indicator.value().root(), read);
                }
            }
            case Term.Negate(var operand) -> collect(operand, read);
            case Term.Not(var operand) -> collect(operand, read);
            case Term.Binary(var operator, var left, var right) -> {
                collect(left, read);
                collect(right, read);
            }
            case Term.Choose(var condition, var then, var otherwise) -> {
                collect(condition, read);
                collect(then, read);
                collect(otherwise, read);
            }
            case Term.Call(var function, var arguments) -> arguments.forEach(a -> collect(a, read));
        }
    }

    private static String name(Input input) {
        return switch (input) {
            case Input.Windowed windowed -> windowed.metric() + "(" + windowed.component() + ")";
            case Input.Previous previous -> previous.indicator() + "(" + previous.component() + ")";
            case Input.Forecast forecast -> forecast.metric() + "(" + forecast.component() + ")";
            case Input.Current current -> "";
            case Input.Ready ready -> "";
            case Input.During during -> during.text();
            case Input.Price price -> price.text();
            case Input.BudgetLeft left -> left.text();
            case Input.BurnRate rate -> rate.text();
        };
    }
}
