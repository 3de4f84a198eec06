package io.reservoir.controller.bill;

import io.reservoir.model.money.Money;
import io.reservoir.model.money.Tariff;
import io.reservoir.model.service.Size;
import java.math.BigDecimal;

/** What a VEE costs while it runs. */
public final class Prices {
    private static final int GIGA = 9;

    private Prices() {}

    /** One hour of one running VEE of that size. */
    public static Money perHour(Tariff tariff, Terms terms, Size size) {
        var sum = BigDecimal.ZERO;
        for (var price : tariff.perHour().entrySet()) {
            sum = sum.add(price.getValue().multiply(units(price.getKey(), size)));
        }
        return new Money(sum.multiply(terms.priceFactor()), tariff.currency());
    }

    /** How many units of a dimension a running VEE of that size uses. */
    static BigDecimal units(Tariff.Dimension dimension, Size size) {
        return switch (dimension) {
            case VEE -> BigDecimal.ONE;
            case VCPU -> BigDecimal.valueOf(size.vcpus());
            case MEMORY -> BigDecimal.valueOf(size.memoryBytes(), GIGA);
            case DISK -> BigDecimal.valueOf(size.diskBytes(), GIGA);
        };
    }
}
