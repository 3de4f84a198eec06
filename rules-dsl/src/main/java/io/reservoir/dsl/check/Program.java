package io.reservoir.dsl.check;

import io.reservoir.dsl.print.TermText;
import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Input;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.reading.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what the formulas of a service share: each input once, and each constant by itself, so that formulas that
 * differ in constants alone have equal terms.
 */
final class Program {
    private static final Cells NONE = new Cells(0);

    private final Map<Input, Integer> indexes = new LinkedHashMap<>();
    private final List<Input> inputs = new ArrayList<>();
    private final List<Double> constants = new ArrayList<>();
    private Cells cells = new Cells(64);
    private int inCells;

    List<Input> inputs() {
        return List.copyOf(inputs);
    }

    Input input(int index) {
        return inputs.get(index);
    }

    List<Double> constants() {
        return List.copyOf(constants);
    }

    Term constant(double number) {
        constants.add(number);
        return new Term.Constant(constants.size() - 1);
    }

    Term read(Input input) {
        return new Term.Read(index(input));
    }

    /** The index of an input; how it is written makes no other input of it. */
    int index(Input input) {
        return indexes.computeIfAbsent(input.withoutText(), i -> {
            inputs.add(input);
            return inputs.size() - 1;
        });
    }

    static boolean isConstant(Term term) {
        return switch (term) {
            case Term.Constant constant -> true;
            case Term.Read read -> false;
            case Term.Derived derived -> false;
            case Term.Negate(var operand) -> isConstant(operand);
            case Term.Not(var operand) -> isConstant(operand);
            case Term.Binary(var operator, var left, var right) -> isConstant(left) && isConstant(right);
            case Term.Choose(var condition, var then, var otherwise) ->
                isConstant(condition) && isConstant(then) && isConstant(otherwise);
            case Term.Call(var function, var arguments) -> arguments.stream().allMatch(Program::isConstant);
        };
    }

    /** A term as text: two terms are the same exactly if their texts are. */
    String text(Term term) {
        return TermText.exact(term, constants);
    }

    /** The value of a term that reads nothing; unknown for any other. */
    Value constantValue(Term term) {
        if (term instanceof Term.Constant(var index)) {
            return new Value.Known(constants.get(index));
        }
        if (!isConstant(term)) {
            return new Value.Unknown("it depends on readings");
        }
        var formula = Formula.of(term);
        var stack = new Cells(formula.stackDepth());
        formula.evaluate(NONE, NONE, constantCells(), stack);
        return stack.value(0, "it has no value");
    }

    /** The constants so far. They are kept from call to call, as there are many of both. */
    private Cells constantCells() {
        if (cells.size() < constants.size()) {
            cells = new Cells(2 * constants.size());
            inCells = 0;
        }
        for (; inCells < constants.size(); inCells++) {
            cells.setKnown(inCells, constants.get(inCells));
        }
        return cells;
    }
}
