package io.reservoir.controller.bill;

import io.reservoir.model.money.Money;
import io.reservoir.model.money.Tariff;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What one component costs in one dimension, under the same terms and the same tariff.
 *
 * @param unitSeconds how much was used, in the dimension's unit times seconds, exactly
 * @param unitPrice of one unit for one hour
 * @param amount {@code unitSeconds / 3600 · unitPrice · factor of the terms}, rounded to {@link Money}'s ten digits
 * @param intervals what it is for, by VEE and time; each lies within the validity of the tariff
 */
public record Charge(
        String component,
        Tariff.Dimension dimension,
        Terms terms,
        Tariff tariff,
        BigDecimal unitSeconds,
        BigDecimal unitPrice,
        Money amount,
        List<UsageInterval> intervals) {
    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3600);

    static Charge of(
            String component,
            Tariff.Dimension dimension,
            Terms terms,
            Tariff tariff,
            BigDecimal unitPrice,
            List<UsageInterval> intervals) {
        var unitSeconds = intervals.stream()
                .map(interval -> interval.unitSeconds(dimension))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        var amount = hours(unitSeconds.multiply(unitPrice).multiply(terms.priceFactor()));
        return new Charge(
                component,
                dimension,
                terms,
                tariff,
                Plain.of(unitSeconds),
                unitPrice,
                new Money(amount, tariff.currency()),
                List.copyOf(intervals));
    }

    /** How much was used, in the dimension's unit times hours, to ten decimals. */
    public BigDecimal quantity() {
        return hours(unitSeconds);
    }

    static BigDecimal hours(BigDecimal seconds) {
        return seconds.divide(SECONDS_AN_HOUR, Money.INNER_SCALE, RoundingMode.HALF_EVEN);
    }
}
