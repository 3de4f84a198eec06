package io.reservoir.controller.node;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.decision.NamedValue;
import io.reservoir.model.decision.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the statements about one variable read, directly or through indicators, with its values. */
public final class Inputs {
    private final CheckedService program;
    private final TreeSet<Integer> inputs = new TreeSet<>();
    private final TreeSet<Integer> indicators = new TreeSet<>();

    private Inputs(CheckedService program) {
        this.program = program;
    }

    /** Where they stand in a program, in the order of a decision's inputs: readings first, then indicators. */
    public record Places(List<Integer> inputs, List<Integer> indicators) {}

    /** What the statements about a variable read. */
    public static Places of(Variable variable, CheckedService program) {
        var used = used(variable, program);
        return new Places(List.copyOf(used.inputs), List.copyOf(used.indicators));
    }

    private static Inputs used(Variable variable, CheckedService program) {
        var used = new Inputs(program);
        program.assignments().stream()
                .filter(a -> a.target().equals(variable))
                .forEach(a -> Stream.of(a.value(), a.guard(), a.min(), a.max()).forEach(used::walk));
        return used;
    }

    static List<NamedValue> of(Variable variable, CheckedService program, Evaluation evaluation) {
        var used = used(variable, program);
        var values = new ArrayList<NamedValue>();
        used.inputs.forEach(i -> values.add(evaluation.inputs().get(i)));
        used.indicators.forEach(i -> values.add(evaluation.indicators().get(i)));
        return values;
    }

    private void walk(@Nullable Formula formula) {
        if (formula != null) {
            walk(formula.root());
        }
    }

    private void walk(Term term) {
        switch (term) {
            case Term.Constant constant -> {
                // no input
            }
            case Term.Read(var input) -> inputs.add(input);
            case Term.Derived(var indicator) -> derived(indicator);
            case Term.Negate(var operand) -> walk(operand);
            case Term.Not(var operand) -> walk(operand);
            case Term.Binary(var operator, var left, var right) -> {
                walk(left);
                walk(right);
            }
            case Term.Choose(var condition, var then, var otherwise) -> {
                walk(condition);
                walk(then);
                walk(otherwise);
            }
            case Term.Call(var function, var arguments) -> arguments.forEach(this::walk);
        }
    }

    private void derived(int index) {
        if (indicators.add(index)) {
            var indicator = program.indicators().get(index);
            if (indicator.measured() != null) {
                inputs.add(indicator.measured());
            }
            walk(indicator.value());
        }
    }
}
