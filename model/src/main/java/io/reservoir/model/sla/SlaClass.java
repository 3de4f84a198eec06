package io.reservoir.model.sla;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a provider promises under one name, and what follows from it for decisions and prices.
 *
 * @param availability share of the minutes of a calendar month that must be good; null promises nothing
 * @param responseTime null promises nothing
 * @param replaceWithin how soon a failed VEE is replaced; null promises nothing
 * @param headroom share of a replica's capacity that is kept free, in [0, 1)
 * @param bandUp how far the wanted size may stand above the current one before it is followed
 * @param priority who is served first where there is not enough, the greater the earlier
 * @param priceFactor what prices are multiplied by
 * @param credits what is given back of a component's charge, worst availability last
 */
public record SlaClass(
        String name,
        @Nullable Double availability,
        @Nullable ResponseTime responseTime,
        @Nullable Duration replaceWithin,
        double headroom,
        double bandUp,
        Duration stabiliseDown,
        SpreadPromise spread,
        int priority,
        BigDecimal priceFactor,
        List<Credit> credits) {

    /** Below that availability, that share (0 to 1) of the charge is given back. */
    public record Credit(double belowAvailability, BigDecimal share) {}

    /** True if a person means this class by that name: SLA classes ignore case. */
    public boolean isCalled(String spelling) {
        return name.toLowerCase(Locale.ROOT).equals(spelling.toLowerCase(Locale.ROOT));
    }
}
