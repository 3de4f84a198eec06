package io.reservoir.model.sla;

import io.reservoir.model.decision.Source;
import io.reservoir.model.reading.Aggregation;
import java.time.Duration;

/**
 * A service-level objective: in that share of windows, the metric keeps to its limit.
 *
 * @param overTime how the samples of a window become one number
 * @param relation how that number stands to the limit
 * @param limit in base units
 * @param share from 0 to 1
 */
public record Objective(
        String metric,
        String component,
        Aggregation overTime,
        Relation relation,
        double limit,
        Duration window,
        double share,
        Source source) {
    public static final Duration DEFAULT_WINDOW = Duration.ofMinutes(5);

    /** The share where none is written: no window may fail. */
    public static final double EVERY_WINDOW = 1;

    public enum Relation {
        AT_MOST,
        BELOW,
        AT_LEAST,
        ABOVE
    }
}
