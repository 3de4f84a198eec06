package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Input;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.reading.Aggregation.Simple;
import io.reservoir.model.service.Metric;

/** Between which numbers a quantity lies, whatever happens. */
final class Possible {
    private final Draft draft;

    Possible(Draft draft) {
        this.draft = draft;
    }

    /** Counts are never negative; of anything else nothing is known before it is measured. */
    Range range(Term quantity) {
        return quantity instanceof Term.Read(var input)
                        && isCount(draft.program().input(input))
                ? Range.NOT_NEGATIVE
                : Range.ALL;
    }

    private boolean isCount(Input input) {
        return switch (input) {
            case Input.Current current -> true;
            case Input.Ready ready -> true;
            case Input.Windowed windowed -> isCount(windowed);
            case Input.During during -> false;
            case Input.Previous previous -> false;
            case Input.Price price -> false;
            case Input.BudgetLeft left -> false;
            case Input.BurnRate rate -> false;
            case Input.Forecast forecast -> false;
        };
    }

    /** What a gauge gains or loses may be negative; a counter only grows. */
    private boolean isCount(Input.Windowed input) {
        var metric = draft.metrics()
                .readSilently(new Key(input.metric(), input.component()))
                .metric();
        var change = input.overTime() == Simple.DELTA || input.overTime() == Simple.RATE;
        var kind = MetricKinds.of(metric.name());
        return metric.kind() == Metric.Kind.COUNTER || (!change && kind != null && kind.acrossReplicas() == Simple.SUM);
    }
}
