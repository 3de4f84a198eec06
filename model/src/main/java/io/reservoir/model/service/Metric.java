package io.reservoir.model.service;

import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.unit.Unit;
import java.time.Duration;

/**
 * A metric of a component: how its samples are to be read.
 *
 * @param acrossReplicas how values of replicas become the component's: summed, averaged, or a percentile over samples
 * @param period how often a sample is due; three periods without one and the series is stale
 * @param inferred true where the author declared nothing and the name alone decided
 */
public record Metric(
        String name,
        String component,
        Kind kind,
        Unit unit,
        Aggregation acrossReplicas,
        Duration period,
        boolean inferred) {
    public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(10);

    /** What a sample's number means. */
    public enum Kind {
        /** The value at that time. */
        GAUGE,
        /** A count since some start, which falls only when that start moves: it is read as a rate. */
        COUNTER
    }
}
