package io.reservoir.model.sla;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast the error budget of a component's SLA is used up, over four windows that end now: 1 would use it up exactly
 * at the end of its period. The share of bad minutes in a window, divided by the share that the SLA allows. Null where
 * it is not known, or nothing is promised.
 */
public record BurnRates(
        @Nullable Double over5min,
        @Nullable Double over1h,
        @Nullable Double over30min,
        @Nullable Double over6h) {
    /** Nothing is promised, or nothing known. */
    public static final BurnRates UNKNOWN = new BurnRates(null, null, null, null);

    /** The windows, in the order of the components. */
    public static final List<Duration> WINDOWS =
            List.of(Duration.ofMinutes(5), Duration.ofHours(1), Duration.ofMinutes(30), Duration.ofHours(6));
}
