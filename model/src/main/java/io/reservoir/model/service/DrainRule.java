package io.reservoir.model.service;

import java.time.Duration;

/**
 * When a VEE that is to stop has nothing left to do.
 *
 * @param metric of a replica
 * @param bound what it may still be, in its own unit
 * @param longest it is stopped after that, whatever it says
 */
public record DrainRule(String metric, double bound, Duration longest) {
    public static final Duration DEFAULT_LONGEST = Duration.ofMinutes(10);
}
