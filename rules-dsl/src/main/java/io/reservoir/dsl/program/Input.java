package io.reservoir.dsl.program;

import io.reservoir.model.reading.Aggregation;
import java.time.Duration;

/** Something that formulas read, one cell of a service's fact. */
public sealed interface Input {
    String component();

    /** How a person writes it, such as {@code RequestPerSecond(C1)} or {@code p95(ResponseTime(C1), 5 min)}. */
    String text();

    /** Samples of a metric over the window (t − window, t], as one number. */
    record Windowed(String metric, String component, Aggregation overTime, Duration window, String text)
            implements Input {}

    /** The last committed number of replicas. */
    record Current(String component, String text) implements Input {}

    /** How many replicas are ready. */
    record Ready(String component, String text) implements Input {}
}
