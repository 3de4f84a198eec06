package io.reservoir.controller.node;

import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.Cells;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Input;
import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.reading.Value;
import java.util.Optional;

/**
 * What a statement would say if another number of replicas carried the present load: {@code Current} and {@code Ready}
 * are that number, sums over replicas stay, and what is a mean, an extreme or a percentile of replicas changes as the
 * load of each does.
 */
final class AtSize {
    private static final String CAUSE = "unknown at that size";

    private final CheckedService program;
    private final Evaluation evaluation;
    private final String component;
    private final double carriedBy;

    /** @param carriedBy how many replicas the present readings come from, above 0 */
    AtSize(CheckedService program, Evaluation evaluation, String component, double carriedBy) {
        this.program = program;
        this.evaluation = evaluation;
        this.component = component;
        this.carriedBy = carriedBy;
    }

    Value of(Candidate candidate, double size) {
        return size <= 0
                ? Value.unknown(CAUSE)
                : assignment(candidate)
                        .map(assignment -> value(assignment.value(), size))
                        .orElse(Value.unknown(CAUSE));
    }

    private Optional<Assignment> assignment(Candidate candidate) {
        return program.assignments().stream()
                .filter(a -> a.id().equals(candidate.statement()))
                .findFirst();
    }

    private Value value(Formula formula, double size) {
        var inputs = inputs(size);
        var constants = new Cells(program.constants().size());
        for (int i = 0; i < constants.size(); i++) {
            constants.setKnown(i, program.constants().get(i));
        }
        var indicators = new Cells(program.indicators().size());
        for (int i = 0; i < indicators.size(); i++) {
            var indicator = program.indicators().get(i);
            var stack = evaluated(indicator.value(), inputs, indicators, constants);
            var measured = indicator.measured();
            indicators.copy(i, stack, 0);
            if (measured != null && inputs.isKnown(measured)) {
                var greater =
                        stack.isKnown(0) ? Math.max(stack.number(0), inputs.number(measured)) : inputs.number(measured);
                indicators.setKnown(i, greater);
            }
        }
        return evaluated(formula, inputs, indicators, constants).value(0, CAUSE);
    }

    private static Cells evaluated(Formula formula, Cells inputs, Cells indicators, Cells constants) {
        var stack = new Cells(formula.stackDepth());
        formula.evaluate(inputs, indicators, constants, stack);
        return stack;
    }

    private Cells inputs(double size) {
        var cells = new Cells(program.inputs().size());
        for (int i = 0; i < cells.size(); i++) {
            switch (evaluation.inputs().get(i).value()) {
                case Value.Known(var number) ->
                    cells.setKnown(i, at(program.inputs().get(i), number, size));
                case Value.AtLeast(var number, var cause) ->
                    cells.set(i, at(program.inputs().get(i), number, size), Cells.Mark.AT_LEAST);
                case Value.Unknown unknown -> cells.setUnknown(i);
            }
        }
        return cells;
    }

    private double at(Input input, double number, double size) {
        return switch (input) {
            case Input.Current current -> current.component().equals(component) ? size : number;
            case Input.Ready ready -> ready.component().equals(component) ? size : number;
            case Input.Windowed windowed ->
                windowed.component().equals(component) && isPerReplica(windowed) ? number * carriedBy / size : number;
            case Input.During during -> number;
            case Input.Previous previous -> number;
            case Input.Price price -> number;
            case Input.BudgetLeft left -> number;
            case Input.BurnRate rate -> number;
            case Input.Forecast forecast -> number;
        };
    }

    private boolean isPerReplica(Input.Windowed input) {
        return input.replica() != Reading.SERVICE_LEVEL
                || program.spec().metrics().stream()
                        .filter(m ->
                                m.name().equals(input.metric()) && m.component().equals(input.component()))
                        .noneMatch(m -> m.acrossReplicas().equals(Aggregation.SUM));
    }
}
