package io.reservoir.controller.intake;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reading as somebody sent it: nothing in it is to be relied on. What is absent is null.
 *
 * @param value in {@code unit}, or in the metric's own where that is null
 * @param unreadable fields that are there and could not even be made out, and what is wrong with each; they are null.
 *     The empty name stands for the whole reading
 */
public record RawReading(
        @Nullable String service,
        @Nullable String metric,
        @Nullable String component,
        @Nullable Integer replica,
        @Nullable Double value,
        @Nullable String unit,
        @Nullable Instant at,
        Map<String, String> unreadable) {

    public RawReading(String service, String metric, String component, int replica, double value, Instant at) {
        this(service, metric, component, replica == 0 ? null : replica, value, null, at, Map.of());
    }

    /** What is not a reading at all. */
    public static RawReading nothing(String why) {
        return new RawReading(null, null, null, null, null, null, null, Map.of("", why));
    }
}
