package io.reservoir.rules.policy;

import io.reservoir.model.sla.BurnRates;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A fact: how a component stands before anything is decided about it. Each evaluation sees exactly one.
 *
 * <p>What is not known is null, and a comparison with null does not hold: unknown burns nothing and is never zero.
 *
 * @param slaClass the name of its SLA class, null where it has none
 * @param priority of its class, 0 where it has none
 * @param burn5min burn rate of its error budget over the last 5 minutes, likewise the other three
 * @param current the last committed number of replicas
 * @param ready how many are ready
 * @param minute the minute that it is, UTC
 */
public record Standing(
        String service,
        String component,
        @Nullable String slaClass,
        int priority,
        @Nullable Double burn5min,
        @Nullable Double burn1h,
        @Nullable Double burn30min,
        @Nullable Double burn6h,
        int current,
        int ready,
        Instant minute) {
    public Standing {
        minute = minute.truncatedTo(ChronoUnit.MINUTES);
    }

    public static Standing of(
            String service,
            String component,
            @Nullable String slaClass,
            int priority,
            BurnRates burn,
            int current,
            int ready,
            Instant now) {
        return new Standing(
                service,
                component,
                slaClass,
                priority,
                burn.over5min(),
                burn.over1h(),
                burn.over30min(),
                burn.over6h(),
                current,
                ready,
                now);
    }
}
