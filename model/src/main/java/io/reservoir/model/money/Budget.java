package io.reservoir.model.money;

import io.reservoir.model.decision.Source;

/**
 * What a service may cost in a period.
 *
 * @param hard true: it never grows beyond; false: beyond, it grows only where an SLA is at risk
 */
public record Budget(Money amount, Period period, boolean hard, Source source) {
    public enum Period {
        DAY,
        WEEK,
        MONTH
    }
}
