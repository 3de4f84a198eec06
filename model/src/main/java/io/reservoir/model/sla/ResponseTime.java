package io.reservoir.model.sla;

import java.time.Duration;

/**
 * A bound on response time.
 *
 * @param percentile of the samples in a window, such as 0.95
 * @param share of the windows that must keep to the limit
 */
public record ResponseTime(double percentile, Duration limit, Duration window, double share) {
    /** The 95th percentile over 5 min in 99 % of windows, as the shipped classes promise it. */
    public static ResponseTime p95(Duration limit) {
        return new ResponseTime(0.95, limit, Duration.ofMinutes(5), 0.99);
    }
}
