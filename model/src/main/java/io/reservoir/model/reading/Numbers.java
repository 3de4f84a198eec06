package io.reservoir.model.reading;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** How numbers are written for people: three decimals, or three significant digits below one; no exponent. */
public final class Numbers {
    /** Up to there every whole number is a double of its own. */
    private static final double EXACT = 1L << 53;

    private Numbers() {}

    public static String plain(double number) {
        if (!Double.isFinite(number)) {
            return String.valueOf(number);
        }
        if (number == Math.rint(number) && Math.abs(number) < EXACT) {
            return Long.toString((long) number);
        }
        var exact = new BigDecimal(number);
        var rounded = Math.abs(number) >= 1
                ? exact.setScale(3, RoundingMode.HALF_EVEN)
                : exact.round(new MathContext(3, RoundingMode.HALF_EVEN));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
