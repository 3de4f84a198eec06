package io.reservoir.controller.whynot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.function.DoublePredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlipSearchTest {
    private static BigDecimal nearest(DoublePredicate flips, double from, double limit) {
        return FlipSearch.nearest(flips, from, limit, List.of());
    }

    @ParameterizedTest
    @CsvSource({
        // four digits, and all of a whole number
        "3100, 3150, 3151",
        "2000, 2677.5, 2678",
        "2000, 2676.9999, 2677",
        "1, 123456.7, 123457",
        "1, 12.3456, 12.35",
        "1, 1.0001, 1.001",
        // three below one
        "0.5, 0.85, 0.851",
        "0.0001, 0.000123, 0.000124",
        "0, 7, 7.001"
    })
    void findsTheFirstWrittenNumberAboveAThreshold(double from, double threshold, BigDecimal expected) {
        assertThat(nearest(x -> x > threshold, from, 1e9)).isEqualByComparingTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"3100, 2700, 2699", "3100, 2699.5, 2699", "10, 0.85, 0.849", "5, 0, "})
    void findsTheFirstWrittenNumberBelowAThreshold(double from, double threshold, BigDecimal expected) {
        assertThat(nearest(x -> x < threshold, from, 0)).isEqualTo(expected);
    }

    @Test
    void takesAThresholdThatCountsItself() {
        assertThat(nearest(x -> x >= 3000, 1, 1e6)).isEqualByComparingTo("3000");
        assertThat(nearest(x -> x <= 0, 5, 0)).isEqualByComparingTo("0");
    }

    @Test
    void findsNothingWhereNothingFlips() {
        assertThat(nearest(x -> false, 10, 1e7)).isNull();
        assertThat(nearest(x -> x > 1e7, 10, 1e7)).isNull();
    }

    @Test
    void takesTheNearestOfSeveralStretches() {
        assertThat(nearest(x -> (x >= 50 && x <= 60) || x >= 1000, 10, 1e6)).isEqualByComparingTo("50");
    }

    @Test
    void writesMoreDigitsWhereAStretchIsNarrow() {
        DoublePredicate flips = x -> x >= 1234.5671 && x <= 1234.5674;

        assertThat(FlipSearch.nearest(flips, 1000, 1e6, List.of(1234.5672))).isEqualByComparingTo("1234.5671");
    }

    @Test
    void findsASinglePointThatIsNamed() {
        assertThat(FlipSearch.nearest(x -> x == 42, 10, 1e6, List.of(42.0))).isEqualByComparingTo("42");
        assertThat(FlipSearch.nearest(x -> x == 1 / 3.0, 0, 1e6, List.of(1 / 3.0)))
                .isEqualTo(new BigDecimal(Double.toString(1 / 3.0)));
    }

    @Test
    void isTrueWhereItSaysAndFalseOneUnitBefore() {
        var random = new Random(1);
        for (var i = 0; i < 10_000; i++) {
            var threshold = Math.pow(10, random.nextDouble() * 12 - 5);
            var isUp = random.nextBoolean();
            DoublePredicate flips = isUp ? x -> x > threshold : x -> x < threshold;
            var from = isUp ? threshold * random.nextDouble() : threshold * (1 + random.nextDouble());

            var found = nearest(flips, from, isUp ? 1e12 : 0);

            var unit = BigDecimal.ONE.movePointLeft(Math.max(0, found.scale()));
            var before = isUp ? found.subtract(unit) : found.add(unit);
            assertThat(flips.test(found.doubleValue()))
                    .as("%s at %s", threshold, found)
                    .isTrue();
            assertThat(flips.test(before.doubleValue()))
                    .as("%s at %s", threshold, before)
                    .isFalse();
            assertThat(found.stripTrailingZeros().precision() <= 4 || found.scale() <= 0)
                    .as("%s", found)
                    .isTrue();
        }
    }
}
