package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Input;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.reading.Aggregation.Simple;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.service.Metric;
import io.reservoir.model.unit.Unit;

/** Tells which quantities are shares of a load: with fewer replicas, each has more. */
final class PerReplica {
    private final Draft draft;
    private final String component;

    PerReplica(String component, Draft draft) {
        this.component = component;
        this.draft = draft;
    }

    /** True for an average over replicas, and for a total that is divided by their number. */
    boolean is(Term quantity) {
        return switch (quantity) {
            case Term.Read(var input) ->
                draft.program().input(input) instanceof Input.Windowed windowed && isAverage(windowed);
            case Term.Derived(var index) ->
                is(draft.indicators().get(index).value().root());
            case Term.Binary(var operator, var left, var right) ->
                operator == Term.Operator.DIVIDE && isTotal(left) && isCount(right);
            default -> false;
        };
    }

    /** The quantity as a person says it. */
    String inWords(double number, Term quantity) {
        var metric = quantity instanceof Term.Read(var input)
                        && draft.program().input(input) instanceof Input.Windowed windowed
                ? metric(windowed)
                : null;
        var unit = metric == null ? Unit.ONE : metric.unit();
        var symbol = unit.symbol().isEmpty() || unit.symbol().equals("%") ? unit.symbol() : " " + unit.symbol();
        return Numbers.plain(Math.round(unit.fromBase(number) * 10) / 10.0) + symbol;
    }

    /** Of a metric that only its default says to be averaged, such as a temperature, nobody knows. */
    private boolean isAverage(Input.Windowed input) {
        var metric = metric(input);
        return input.component().equals(component)
                && input.replica() == 0
                && metric.acrossReplicas() == Simple.AVG
                && (!metric.inferred() || MetricKinds.of(metric.name()) != null);
    }

    private boolean isTotal(Term term) {
        return switch (term) {
            case Term.Read(var input) ->
                draft.program().input(input) instanceof Input.Windowed windowed
                        && metric(windowed).acrossReplicas() == Simple.SUM;
            case Term.Derived derived -> true;
            default -> false;
        };
    }

    private boolean isCount(Term term) {
        return term instanceof Term.Read(var input)
                && switch (draft.program().input(input)) {
                    case Input.Current(var of, var text) -> of.equals(component);
                    case Input.Ready(var of, var text) -> of.equals(component);
                    default -> false;
                };
    }

    private Metric metric(Input.Windowed input) {
        return draft.metrics()
                .readSilently(new Key(input.metric(), input.component()))
                .metric();
    }
}
