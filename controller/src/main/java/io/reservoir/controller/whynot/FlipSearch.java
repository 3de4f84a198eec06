package io.reservoir.controller.whynot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a predicate over a number turns true, going away from where it is false. It need not be monotone: points
 * at growing distances, and those that the caller names, are looked at first; between the last false and the first true
 * one the place is closed in. A stretch narrower than the points are apart is seen only if one of the points is in it.
 *
 * <p>What is found is a number as it is written: true there, and false one unit of its last digit before. It has four
 * digits, three below one, at least all of a whole number, and more only where the stretch is too narrow for that.
 */
final class FlipSearch {
    private static final int POINTS_PER_DECADE = 8;
    private static final int DECADES = 12;
    private static final int DECADES_TO_ZERO = 6;
    private static final int MOST_HALVINGS = 64;
    private static final int DIGITS = 4;
    private static final int MOST_DIGITS = 17;

    private final DoublePredicate flips;
    private final double from;
    private final double limit;

    private FlipSearch(DoublePredicate flips, double from, double limit) {
        this.flips = flips;
        this.from = from;
        this.limit = limit;
    }

    /**
     * The nearest number where the predicate is true.
     *
     * @param from where it is false
     * @param limit how far to look, on either side of {@code from}; included
     * @param named more numbers to look at, of which those beyond the limits are left out
     * @return null if it is true at none of the points
     */
    static @Nullable BigDecimal nearest(DoublePredicate flips, double from, double limit, List<Double> named) {
        return new FlipSearch(flips, from, limit).search(named);
    }

    private @Nullable BigDecimal search(List<Double> named) {
        var before = from;
        for (var point : points(named)) {
            if (flips.test(point)) {
                return closedIn(before, point);
            }
            before = point;
        }
        return null;
    }

    /** The nearest first. */
    private List<Double> points(List<Double> named) {
        var points = new ArrayList<Double>();
        var span = Math.abs(limit - from);
        var sign = Math.signum(limit - from);
        for (var i = POINTS_PER_DECADE * DECADES; i > 0; i--) {
            points.add(from + sign * span * Math.pow(10, -(double) i / POINTS_PER_DECADE));
        }
        if (from * limit >= 0) {
            for (var i = POINTS_PER_DECADE * DECADES_TO_ZERO; i > 0; i--) {
                points.add(from * Math.pow(10, -(double) i / POINTS_PER_DECADE));
            }
        }
        points.add(limit);
        for (var number : named) {
            points.add(Math.nextDown(number));
            points.add(number);
            points.add(Math.nextUp(number));
        }
        return points.stream()
                .filter(point -> (point - from) * sign > 0 && (limit - point) * sign >= 0)
                .distinct()
                .sorted(sign > 0 ? Comparator.naturalOrder() : Comparator.reverseOrder())
                .toList();
    }

    /** Between a false point and a true one. */
    private BigDecimal closedIn(double farNo, double farYes) {
        var no = farNo;
        var yes = farYes;
        // until both are written with the same last digit
        for (var i = 0; i < MOST_HALVINGS && unit(no, DIGITS).compareTo(unit(yes, DIGITS)) != 0; i++) {
            var middle = no + (yes - no) / 2;
            if (flips.test(middle)) {
                yes = middle;
            } else {
                no = middle;
            }
        }
        for (var digits = DIGITS; digits <= MOST_DIGITS; digits++) {
            var found = onGrid(no, yes, unit(yes, digits));
            if (found != null) {
                return found;
            }
        }
        return toTheLastBit(no, yes);
    }

    /** The unit of the last digit, a power of ten and no more than one. */
    private static BigDecimal unit(double number, int digits) {
        if (number == 0) {
            return BigDecimal.ONE.movePointLeft(digits);
        }
        var exponent = (int) Math.floor(Math.log10(Math.abs(number)));
        var kept = exponent < 0 ? digits - 1 : digits;
        return BigDecimal.ONE.movePointRight(Math.min(0, exponent - kept + 1));
    }

    /** The first multiple of the unit behind which the predicate is true, null if the true point has none beside it. */
    private @Nullable BigDecimal onGrid(double no, double yes, BigDecimal unit) {
        var away = yes > no ? RoundingMode.CEILING : RoundingMode.FLOOR;
        var towards = yes > no ? RoundingMode.FLOOR : RoundingMode.CEILING;
        var right = multiple(yes, unit, away);
        var wrong = multiple(no, unit, towards);
        if (!isTrueAt(right, unit) || isBeyond(right, unit)) {
            return null;
        }
        if (isTrueAt(wrong, unit)) {
            return null;
        }
        while (right.subtract(wrong).abs().compareTo(BigDecimal.ONE) > 0) {
            var middle = wrong.add(right).divide(BigDecimal.TWO, 0, RoundingMode.FLOOR);
            if (isTrueAt(middle, unit)) {
                right = middle;
            } else {
                wrong = middle;
            }
        }
        return right.multiply(unit);
    }

    private static BigDecimal multiple(double number, BigDecimal unit, RoundingMode mode) {
        return new BigDecimal(number).divide(unit, 0, mode);
    }

    private boolean isTrueAt(BigDecimal multiple, BigDecimal unit) {
        return flips.test(multiple.multiply(unit).doubleValue());
    }

    private boolean isBeyond(BigDecimal multiple, BigDecimal unit) {
        return Math.abs(multiple.multiply(unit).doubleValue() - from) > Math.abs(limit - from);
    }

    private BigDecimal toTheLastBit(double no, double yes) {
        var wrong = no;
        var right = yes;
        while (true) {
            var middle = wrong + (right - wrong) / 2;
            if (middle == wrong || middle == right) {
                return new BigDecimal(Double.toString(right)).round(new MathContext(MOST_DIGITS));
            }
            if (flips.test(middle)) {
                right = middle;
            } else {
                wrong = middle;
            }
        }
    }
}
