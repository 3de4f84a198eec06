package io.reservoir.model.reading;

/** How many numbers become one: over a window of time, or over the replicas of a component. */
public sealed interface Aggregation {
    Aggregation SUM = Simple.SUM;
    Aggregation AVG = Simple.AVG;

    enum Simple implements Aggregation {
        AVG,
        SUM,
        MIN,
        MAX,
        LAST,
        RATE,
        DELTA
    }

    /** A percentile over samples, nearest rank; {@code rank} in (0, 1), such as 0.95. */
    record Percentile(double rank) implements Aggregation {
        public Percentile {
            if (!(rank > 0 && rank < 1)) {
                throw new IllegalArgumentException("a percentile's rank lies between 0 and 1: " + rank);
            }
        }
    }
}
