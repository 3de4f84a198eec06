package io.reservoir.rules.explain;

import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Term;
import io.reservoir.rules.compile.Reads;
import io.reservoir.rules.compile.ServiceFact;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Why the result of a formula is not known: the unknown inputs behind it, else what it does to the known ones. Looked
 * for when somebody is to be told, and then from the program and the fact alone.
 */
public final class Causes {
    private final CheckedService program;
    private final ServiceFact fact;
    private final IntFunction<String> ofInput;

    /** @param ofInput why the input of that index is unknown */
    public Causes(CheckedService program, ServiceFact fact, IntFunction<String> ofInput) {
        this.program = program;
        this.fact = fact;
        this.ofInput = ofInput;
    }

    /** Why an indicator's effective value is not known. */
    public String ofIndicator(int index) {
        var indicator = program.indicators().get(index);
        var inputs = new BitSet();
        var measured = indicator.measured();
        if (measured != null) {
            inputs.set(measured);
        }
        return of(indicator.value(), inputs);
    }

    /** Why a formula's result is not known. */
    public String of(Formula formula) {
        return of(formula, new BitSet());
    }

    private String of(Formula formula, BitSet inputs) {
        collect(Reads.of(formula), inputs, new BitSet());
        List<String> causes = new ArrayList<>();
        inputs.stream()
                .filter(input -> !fact.inputs().isKnown(input))
                .mapToObj(ofInput)
                .forEach(causes::add);
        if (causes.isEmpty()) {
            return dividesByZero(formula.root(), formula.stackDepth(), new BitSet())
                    ? "division by zero"
                    : "its formula has no value for these inputs";
        }
        return String.join("; ", causes);
    }

    private void collect(Reads reads, BitSet inputs, BitSet visited) {
        inputs.or(reads.inputs());
        reads.indicators().stream().forEach(index -> {
            if (!fact.indicators().isKnown(index) && !visited.get(index)) {
                visited.set(index);
                var indicator = program.indicators().get(index);
                var measured = indicator.measured();
                if (measured != null) {
                    inputs.set(measured);
                }
                collect(Reads.of(indicator.value()), inputs, visited);
            }
        });
    }

    /** @param visited indicators that were looked at: those of a program are a graph, and no tree */
    private boolean dividesByZero(Term term, int stackDepth, BitSet visited) {
        return switch (term) {
            case Term.Constant _leaf -> false;
            case Term.Read _leaf -> false;
            case Term.Derived(var index) -> {
                if (visited.get(index) || !fact.indicators().isUnknown(index)) {
                    yield false;
                }
                visited.set(index);
                var formula = program.indicators().get(index).value();
                yield dividesByZero(formula.root(), formula.stackDepth(), visited);
            }
            case Term.Negate(var operand) -> dividesByZero(operand, stackDepth, visited);
            case Term.Not(var operand) -> dividesByZero(operand, stackDepth, visited);
            case Term.Binary(var operator, var left, var right) ->
                (divides(operator) && isZero(right, stackDepth))
                        || dividesByZero(left, stackDepth, visited)
                        || dividesByZero(right, stackDepth, visited);
            case Term.Choose(var condition, var then, var otherwise) ->
                dividesByZero(condition, stackDepth, visited)
                        || dividesByZero(then, stackDepth, visited)
                        || dividesByZero(otherwise, stackDepth, visited);
            case Term.Call(var _function, var arguments) ->
                arguments.stream().anyMatch(a -> dividesByZero(a, stackDepth, visited));
        };
    }

    private static boolean divides(Term.Operator operator) {
        return operator == Term.Operator.DIVIDE || operator == Term.Operator.REMAINDER;
    }

    private boolean isZero(Term term, int stackDepth) {
        var stack = new Cells(stackDepth);
        new Formula(term, stackDepth).evaluate(fact.inputs(), fact.indicators(), fact.constants(), stack);
        return stack.isKnown(0) && stack.number(0) == 0;
    }
}
