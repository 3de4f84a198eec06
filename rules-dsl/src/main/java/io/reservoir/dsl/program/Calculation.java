package io.reservoir.dsl.program;

import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What the statements of a program say for given inputs, worked out on the spot: the same numbers as the rule engine
 * holds, for one who asks what would be if an input were another. Belongs to one thread.
 */
public final class Calculation {
    private static final Value ALWAYS = Value.known(1);

    private final CheckedService program;
    private final Cells inputs;
    private final Cells indicators;
    private final Cells constants;
    private final Cells stack;

    public Calculation(CheckedService program) {
        this.program = program;
        inputs = new Cells(program.inputs().size());
        indicators = new Cells(program.indicators().size());
        constants = program.constantCells();
        stack = new Cells(program.stackDepth());
    }

    /** Takes the inputs, in the order of the program, and works the indicators out. */
    public void take(List<Value> values) {
        for (var i = 0; i < inputs.size(); i++) {
            switch (values.get(i)) {
                case Value.Known(var number) -> inputs.setKnown(i, number);
                case Value.AtLeast(var number, var _cause) -> inputs.set(i, number, Cells.Mark.AT_LEAST);
                case Value.Unknown _unknown -> inputs.setUnknown(i);
            }
        }
        for (var i = 0; i < indicators.size(); i++) {
            program.indicators().get(i).evaluate(inputs, indicators, constants, stack);
            indicators.copy(i, stack, 0);
        }
    }

    /** The effective value of an indicator, with that cause where it is not known. */
    public Value indicator(int index, String cause) {
        return indicators.value(index, cause);
    }

    /** What the statements propose for a variable, with that cause where it is not known. */
    public List<Candidate> candidates(Variable variable, String cause) {
        var candidates = new ArrayList<Candidate>();
        for (var assignment : program.assignments()) {
            if (assignment.target().equals(variable)) {
                candidates.add(candidate(assignment, cause));
            }
        }
        return candidates;
    }

    private Candidate candidate(Assignment assignment, String cause) {
        var guard = assignment.guard();
        var min = assignment.min();
        var max = assignment.max();
        return new Candidate(
                assignment.id(),
                assignment.target(),
                assignment.priority(),
                guard == null ? ALWAYS : truth(value(guard, cause)),
                value(assignment.value(), cause),
                min == null ? null : value(min, cause),
                max == null ? null : value(max, cause),
                assignment.source());
    }

    private static Value truth(Value guard) {
        return guard instanceof Value.AtLeast(var _number, var cause) ? Value.unknown(cause) : guard;
    }

    private Value value(Formula formula, String cause) {
        formula.evaluate(inputs, indicators, constants, stack);
        return stack.value(0, cause);
    }
}
