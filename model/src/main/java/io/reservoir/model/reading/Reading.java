package io.reservoir.model.reading;

import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.time.Instant;

/**
 * One accepted sample of a metric.
 *
 * @param replica the ordinal of the replica that it was taken at, or {@link #SERVICE_LEVEL} for one series that
 *     stands for the whole component
 * @param value a finite number in base units
 * @param at event time: when it was measured, not when it arrived
 */
public record Reading(ServiceId service, String metric, String component, int replica, double value, Instant at) {
    public static final int SERVICE_LEVEL = 0;

    /**
     * How far in the future a reading may lie for whoever decides by it, for clocks differ. Beyond that one of two clocks
     * was wrong, and it is not to be looked at when its time comes.
     */
    public static final Duration MOST_AHEAD = Duration.ofMinutes(1);
}
