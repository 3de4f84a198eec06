package io.reservoir.model.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** An amount in a currency. Ten decimals are kept inside; {@link #rounded} brings it to the currency's own, once. */
public record Money(BigDecimal amount, Currency currency) {
    public static final int INNER_SCALE = 10;

    public Money {
        amount = amount.setScale(INNER_SCALE, RoundingMode.HALF_EVEN);
    }

    public static Money zero(Currency currency) {
        return new Money(BigDecimal.ZERO, currency);
    }

    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
        }
        return new Money(amount.add(other.amount), currency);
    }

    public Money times(BigDecimal factor) {
        return new Money(amount.multiply(factor), currency);
    }

    /** To the decimals of the currency, half up, as invoices do. */
    public BigDecimal rounded() {
        return amount.setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_UP);
    }

    @Override
    public String toString() {
        return rounded().toPlainString() + " " + currency.getCurrencyCode();
    }
}
