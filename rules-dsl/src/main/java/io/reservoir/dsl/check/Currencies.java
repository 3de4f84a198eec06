package io.reservoir.dsl.check;

import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Currencies by their three letters, in any case. */
final class Currencies {
    private Currencies() {}

    /** The currency of that code; null where there is none that anything is paid in. */
    static @Nullable Currency named(String code) {
        var upper = code.toUpperCase(Locale.ROOT);
        return Currency.getAvailableCurrencies().stream()
                .filter(c -> c.getCurrencyCode().equals(upper) && c.getDefaultFractionDigits() >= 0)
                .findFirst()
                .orElse(null);
    }
}
