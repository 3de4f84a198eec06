package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.unit.Dimension;
import io.reservoir.model.unit.Unit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Turns quantities of clauses into durations, shares and counts; null, with an error, where that cannot be. */
final class Measures {
    static final Duration LONGEST = Duration.ofHours(24);

    private final Units units;
    private final Problems problems;

    Measures(Units units, Problems problems) {
        this.units = units;
        this.problems = problems;
    }

    /** The value in base units, whatever they are. */
    @Nullable
    Double base(Quantity quantity) {
        if (quantity.unit() == null) {
            return quantity.number().doubleValue();
        }
        var unit = units.named(quantity.unit());
        return unit == null ? null : Units.base(quantity.number(), unit);
    }

    /** A length of time from {@code least} to a day. */
    @Nullable
    Duration duration(Quantity quantity, Duration least) {
        var unit = quantity.unit() == null ? Unit.ONE : units.named(quantity.unit());
        if (unit == null) {
            return null;
        }
        if (!unit.dimension().equals(Dimension.TIME)) {
            problems.error(
                    quantity.unit() == null ? Code.UNIT_MISSING : Code.DIMENSIONS,
                    quantity.span(),
                    "a length of time is wanted, such as `30 s`");
            return null;
        }
        var seconds = Units.base(quantity.number(), unit);
        var duration = Duration.ofMillis((long) Math.clamp(seconds * 1_000, -1, 1e12));
        if (duration.compareTo(least) < 0 || duration.compareTo(LONGEST) > 0) {
            problems.error(
                    Code.RANGE,
                    quantity.span(),
                    least.isZero()
                            ? "a length of time is at most 24 h here"
                            : "a length of time lies between " + ReadingsOf.inWords(least) + " and 24 h here");
            return null;
        }
        return duration;
    }

    @Nullable
    Duration durationOrNull(@Nullable Quantity quantity, Duration least) {
        return quantity == null ? null : duration(quantity, least);
    }

    /** A share of something, such as {@code 5%} or {@code 0.05}, from 0 to {@code most}. */
    @Nullable
    Double share(Quantity quantity, double most, boolean mostIncluded) {
        var share = plain(quantity, "a share is wanted, such as `5%`");
        if (share == null) {
            return null;
        }
        if (quantity.unit() == null && share > 1) {
            problems.error(
                    Code.UNIT_MISSING,
                    quantity.span(),
                    "a share above 1 needs its unit",
                    "write `" + Numbers.plain(share) + "%`");
            return null;
        }
        if (share < 0 || share > most || (share == most && !mostIncluded)) {
            problems.error(
                    Code.RANGE,
                    quantity.span(),
                    "a share lies between 0% and " + Numbers.plain(most * 100) + "% here"
                            + (mostIncluded ? "" : ", and is less than that"));
            return null;
        }
        return share;
    }

    @Nullable
    Double shareOrNull(@Nullable Quantity quantity, double most) {
        return quantity == null ? null : share(quantity, most, true);
    }

    /** A whole number from {@code least} to {@code most}. */
    @Nullable
    Integer whole(Quantity quantity, int least, int most) {
        var number = plain(quantity, "a whole number is wanted");
        if (number == null) {
            return null;
        }
        if (number != Math.rint(number) || number < least || number > most) {
            problems.error(Code.RANGE, quantity.span(), "a whole number from " + least + " to " + most + " is wanted");
            return null;
        }
        return (int) (double) number;
    }

    /** A number without a dimension; {@code 4 VEE} is one, too. */
    private @Nullable Double plain(Quantity quantity, String wanted) {
        var unit = quantity.unit() == null ? Unit.ONE : units.named(quantity.unit());
        if (unit == null) {
            return null;
        }
        if (!unit.dimension().equals(Dimension.NONE) && !unit.dimension().equals(Dimension.VEE)) {
            problems.error(
                    Code.DIMENSIONS,
                    quantity.span(),
                    wanted + ", not " + unit.dimension().inWords());
            return null;
        }
        return Units.base(quantity.number(), unit);
    }
}
