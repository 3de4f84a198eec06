package io.reservoir.model.decision;

import java.time.Duration;

/**
 * How fast a target may move: by at most {@code max(share × size, count)} within {@code per}.
 *
 * @param share part of the size at the beginning of the period, 1.0 for 100 %
 */
public record Rate(double share, double count, Duration per) {}
