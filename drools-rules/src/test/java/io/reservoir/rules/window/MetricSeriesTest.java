package io.reservoir.rules.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.service.Metric;
import io.reservoir.model.unit.Unit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What one metric of one component may hold, at the limits and one past them. */
class MetricSeriesTest {
    private static final long SECOND = 1_000_000_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final MetricSeries series = new MetricSeries(
            new Metric("M", "C1", Metric.Kind.GAUGE, Unit.ONE, Aggregation.SUM, Duration.ofSeconds(10), false),
            60 * SECOND);

    @Test
    void oneSeriesPastTheMostIsRefusedWhileAllOthersReport() {
        for (int ordinal = 0; ordinal < MetricSeries.MOST_SERIES; ordinal++) {
            assertThat(series.add(ordinal, SECOND, 1, NEVER)).isTrue();
        }

        assertThat(series.add(MetricSeries.MOST_SERIES, SECOND, 1, NEVER)).isFalse();
        assertThat(series.add(0, 2 * SECOND, 1, NEVER)).as("known ones go on").isTrue();
        assertThat(series.count()).isEqualTo(MetricSeries.MOST_SERIES);
    }

    @Test
    void seriesThatFellSilentMakeRoomForNewOnes() {
        for (int ordinal = 0; ordinal < MetricSeries.MOST_SERIES; ordinal++) {
            series.add(ordinal, (ordinal < 1_000 ? 1 : 100) * SECOND, ordinal, NEVER);
        }

        assertThat(series.add(5_000, 101 * SECOND, 1, 101 * SECOND)).isTrue();

        assertThat(series.count()).isEqualTo(MetricSeries.MOST_SERIES - 1_000 + 1);
        assertThat(series.of(0)).isNull();
        assertThat(series.of(1_000)).isNotNull().extracting(s -> s.value(0)).isEqualTo(1_000.0);
        assertThat(series.of(5_000)).isNotNull();
    }

    @Test
    void aFloodOfSamplesIsBoundedOverAllSeriesTogether() {
        int replicas = 64;
        for (int sample = 1; sample <= 3_000; sample++) {
            for (int ordinal = 1; ordinal <= replicas; ordinal++) {
                assertThat(series.add(ordinal, sample, sample, NEVER)).isTrue();
            }
        }

        int held = 0;
        for (int ordinal = 1; ordinal <= replicas; ordinal++) {
            var one = series.of(ordinal);
            assertThat(one).isNotNull();
            assertThat(one.newest()).as("the newest is there").isEqualTo(3_000);
            held += one.capacity();
        }
        assertThat(held).isLessThanOrEqualTo(MetricSeries.MOST_SAMPLES);
    }

    @Test
    void anOrdinalThatIsNoneIsRefused() {
        assertThat(series.add(-1, SECOND, 1, NEVER)).isFalse();
        assertThat(series.add(Integer.MAX_VALUE, SECOND, 1, NEVER)).isTrue();
        assertThat(series.count()).isEqualTo(1);
    }
}
