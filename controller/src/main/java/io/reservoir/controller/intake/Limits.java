package io.reservoir.controller.intake;

import java.time.Duration;

/**
 * What is taken of readings.
 *
 * @param batch readings at once
 * @param aheadOfNow how far in the future one may lie: clocks differ
 * @param age how old one may be
 * @param metricsOfComponent names of metrics that the VEEs of one component may send, each of them seen within
 *     {@code age}; so no VEE has more
 * @param replica the greatest ordinal
 * @param faults how many bad readings of a batch are named
 */
public record Limits(int batch, Duration aheadOfNow, Duration age, int metricsOfComponent, int replica, int faults) {
    public static final Limits DEFAULT =
            new Limits(1_000, Duration.ofSeconds(5), Duration.ofMinutes(10), 64, 100_000, 100);
}
