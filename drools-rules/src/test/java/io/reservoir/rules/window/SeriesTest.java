package io.reservoir.rules.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeriesTest {
    private final Series series = new Series();

    private boolean add(long time) {
        return series.add(time, (double) time, Long.MIN_VALUE, true);
    }

    @Test
    void samplesStandInOrderOfTheirTimeWhileTheRingGrowsAndTurns() {
        for (long time = 2; time <= 4_000; time += 2) {
            assertThat(add(time)).isTrue();
            assertThat(add(time - 1)).isTrue();
        }

        assertThat(series.size()).isEqualTo(4_000);
        for (int i = 0; i < series.size(); i++) {
            assertThat(series.time(i)).isEqualTo(i + 1);
            assertThat(series.value(i)).isEqualTo(i + 1);
        }
    }

    @Test
    void aFullSeriesForgetsItsOldestSampleAndRefusesOlderOnes() {
        for (int time = 1; time <= Series.MOST_SAMPLES; time++) {
            add(time);
        }

        assertThat(add(0)).isFalse();
        assertThat(add(Series.MOST_SAMPLES + 1)).isTrue();

        assertThat(series.size()).isEqualTo(Series.MOST_SAMPLES);
        assertThat(series.time(0)).isEqualTo(2);
        assertThat(series.newest()).isEqualTo(Series.MOST_SAMPLES + 1);
    }

    @Test
    void whatIsForgottenLeavesItsPlace() {
        for (int time = 1; time <= 20; time++) {
            add(time);
        }
        series.forgetAfter(12);
        assertThat(series.newest()).isEqualTo(12);
        assertThat(add(13)).isTrue();
        assertThat(series.size()).isEqualTo(13);
        series.forgetAfter(0);
        assertThat(series.size()).isZero();
        assertThat(add(5)).isTrue();
        assertThat(series.newest()).isEqualTo(5);
    }

    @Test
    void expiredSamplesMakeRoomBeforeTheSeriesGrows() {
        int room = series.capacity();
        for (int time = 1; time <= room; time++) {
            add(time);
        }

        series.add(100, 100, room, true);

        assertThat(series.capacity()).isEqualTo(room);
        assertThat(series.size()).as("the newest expired one stays").isEqualTo(2);
    }
}
