package io.reservoir.controller.bill;

import java.math.BigDecimal;

/** Decimals without trailing zeros and without an exponent: {@code 1.30} as 1.3, {@code 1E+2} as 100. */
final class Plain {
    private Plain() {}

    static BigDecimal of(BigDecimal value) {
        var stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
