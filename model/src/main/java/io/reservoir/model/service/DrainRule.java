package io.reservoir.model.service;

import java.time.Duration;

/** When a VEE that is to stop has nothing left to do: once a metric of it is at most that, or after so long. */
public record DrainRule(String metric, double bound, Duration longest) {
    public static final Duration DEFAULT_LONGEST = Duration.ofMinutes(10);
}
