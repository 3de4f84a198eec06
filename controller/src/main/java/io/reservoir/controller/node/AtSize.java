package io.reservoir.controller.node;

import io.reservoir.dsl.program.Calculation;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.program.Input;
import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.reading.Value;
import java.util.List;
import java.util.stream.IntStream;

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
        if (size <= 0) {
            return Value.unknown(CAUSE);
        }
        var calculation = new Calculation(program);
        calculation.take(inputs(size));
        return calculation.candidates(candidate.variable(), CAUSE).stream()
                .filter(same -> same.statement().equals(candidate.statement()))
                .map(Candidate::raw)
                .findFirst()
                .orElse(Value.unknown(CAUSE));
    }

    private List<Value> inputs(double size) {
        return IntStream.range(0, program.inputs().size())
                .mapToObj(i ->
                        at(program.inputs().get(i), evaluation.inputs().get(i).value(), size))
                .toList();
    }

    private Value at(Input input, Value now, double size) {
        return switch (now) {
            case Value.Known(var number) -> Value.known(at(input, number, size));
            case Value.AtLeast(var number, var cause) -> new Value.AtLeast(at(input, number, size), cause);
            case Value.Unknown unknown -> unknown;
        };
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
