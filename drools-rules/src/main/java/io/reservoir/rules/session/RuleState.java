package io.reservoir.rules.session;

import io.reservoir.rules.window.SeriesState;
import java.util.List;

/**
 * What an engine remembers of one service from evaluation to evaluation. All else follows from its program and from
 * what it is told before the next one.
 *
 * @param seen the latest time at which it was evaluated, as {@link io.reservoir.rules.window.EventTime} counts
 * @param series what its windows hold
 * @param indicators what {@code prev} reads, and will read
 */
public record RuleState(long seen, List<SeriesState> series, List<IndicatorState> indicators) {
    public RuleState {
        series = List.copyOf(series);
        indicators = List.copyOf(indicators);
    }

    /**
     * An indicator after the last evaluation.
     *
     * @param name as in {@code Load(C1)}
     * @param value NaN where it was unknown
     * @param before what it was after the evaluation before that: what {@code prev} was then
     */
    public record IndicatorState(String name, double value, double before) {}
}
