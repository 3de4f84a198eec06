package io.reservoir.rules.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.reading.Aggregation.Percentile;
import io.reservoir.model.reading.Aggregation.Simple;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.Metric.Kind;
import io.reservoir.rules.TestProgram;
import io.reservoir.rules.Workbench;
import io.reservoir.rules.session.FleetView;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What samples of a metric are worth as one number: a sample is due every 10 s, windows are of 30 s. */
class InputWindowTest {
    private static final Duration WINDOW = TestProgram.WINDOW;
    private static final int SERVICE = 0;

    private final Workbench bench = new Workbench();

    /** The number stands as {@link Workbench#raw}. */
    private void watch(Kind kind, Aggregation acrossReplicas, Aggregation overTime, Duration window) {
        var program = new TestProgram().metric("M", "C1", kind, acrossReplicas);
        bench.deploy(program.replicas("C1", program.read("M", "C1", overTime, window))
                .build("shop"));
    }

    private void watchGauge(Aggregation acrossReplicas, Aggregation overTime) {
        watch(Kind.GAUGE, acrossReplicas, overTime, WINDOW);
    }

    private boolean read(int replica, double value, double seconds) {
        return bench.read("M", "C1", replica, value, seconds);
    }

    @Test
    void aWindowIsOpenAtItsOldEndAndClosedAtItsNewOne() {
        watchGauge(Simple.SUM, Simple.AVG);
        read(SERVICE, 100, 0);
        read(SERVICE, 200, 10);
        read(SERVICE, 400, 30);

        assertThat(bench.raw(29.9)).isEqualTo(Value.known(150));
        assertThat(bench.raw(30)).isEqualTo(Value.known(300));
    }

    @Test
    void aSeriesOfThreePeriodsIsFreshAndAnOlderOneIsUnknown() {
        watch(Kind.GAUGE, Simple.SUM, Simple.AVG, Duration.ofMinutes(5));
        read(SERVICE, 100, 0);

        assertThat(bench.raw(30)).isEqualTo(Value.known(100));
        assertThat(bench.raw(30.1))
                .isEqualTo(Value.unknown("newest reading of M(C1) is 30.1 s old, at most 30 s is fresh"));
        read(SERVICE, 300, 31);
        assertThat(bench.raw(31)).isEqualTo(Value.known(200));
    }

    @Test
    void samplesMayComeInAnyOrder() {
        watchGauge(Simple.SUM, Simple.LAST);
        read(SERVICE, 3, 20);
        read(SERVICE, 1, 0);
        read(SERVICE, 2, 10);

        assertThat(bench.raw(5)).isEqualTo(Value.known(1));
        assertThat(bench.raw(15)).isEqualTo(Value.known(2));
        assertThat(bench.raw(25)).isEqualTo(Value.known(3));
    }

    @Test
    void aLateSampleWithinTheWindowStillCounts() {
        watchGauge(Simple.SUM, Simple.AVG);
        read(SERVICE, 100, 20);
        assertThat(bench.raw(25)).isEqualTo(Value.known(100));

        assertThat(read(SERVICE, 300, 10)).isTrue();

        assertThat(bench.raw(25)).isEqualTo(Value.known(200));
    }

    @Test
    void aSampleOlderThanTheWindowIsNotTakenIn() {
        watchGauge(Simple.SUM, Simple.AVG);
        read(SERVICE, 100, 100);
        bench.evaluate(100);

        assertThat(read(SERVICE, 900, 70)).isFalse();
        assertThat(read(SERVICE, 300, 70.1)).isTrue();
        assertThat(bench.raw(100)).isEqualTo(Value.known(200));
    }

    @Test
    void theFirstOfTwoSamplesOfOneTimeCounts() {
        watchGauge(Simple.SUM, Simple.SUM);
        assertThat(read(SERVICE, 100, 0)).isTrue();
        assertThat(read(SERVICE, 100, 10)).isTrue();

        assertThat(read(SERVICE, 100, 0)).isFalse();
        assertThat(read(SERVICE, 900, 10)).isFalse();

        assertThat(bench.raw(10)).isEqualTo(Value.known(200));
    }

    @Test
    void halfOfTheReadyReplicasAreEnoughAndFewerAreNot() {
        watchGauge(Simple.SUM, Simple.AVG);
        bench.ready("C1", 1, 2, 3, 4);
        read(1, 10, 0);
        assertThat(bench.raw(0)).isEqualTo(Value.unknown("1 of 4 ready replicas of C1 report M, half are needed"));

        read(2, 20, 0);

        assertThat(bench.raw(0)).as("twice what two report").isEqualTo(Value.known(60));
    }

    @Test
    void aReplicaThatFallsSilentNoLongerReports() {
        watchGauge(Simple.SUM, Simple.AVG);
        bench.ready("C1", 1, 2, 3);
        read(1, 10, 0);
        read(2, 20, 20);
        assertThat(bench.raw(20)).isEqualTo(Value.known(45));

        assertThat(bench.raw(31)).isEqualTo(Value.unknown("1 of 3 ready replicas of C1 report M, half are needed"));
    }

    @Test
    void onlyReadyReplicasCount() {
        watchGauge(Simple.AVG, Simple.AVG);
        read(1, 10, 0);
        read(2, 20, 0);
        read(3, 90, 0);
        bench.noneReady("C1");
        assertThat(bench.raw(0)).isEqualTo(Value.unknown("no ready replica of C1 reports M"));

        bench.ready("C1", 1, 2);

        assertThat(bench.raw(0)).isEqualTo(Value.known(15));
    }

    @Test
    void aFreshSeriesOfTheServiceStandsForAllReplicas() {
        watchGauge(Simple.SUM, Simple.AVG);
        bench.ready("C1", 1);
        read(1, 10, 0);
        read(1, 10, 30);
        read(SERVICE, 99, 0);

        assertThat(bench.raw(1)).isEqualTo(Value.known(99));
        assertThat(bench.raw(31)).as("stale").isEqualTo(Value.known(10));
    }

    @Test
    void aCounterThatFallsWasSetBackToZero() {
        watch(Kind.COUNTER, Simple.SUM, Simple.RATE, WINDOW);
        read(SERVICE, 100, 0);
        read(SERVICE, 200, 10);
        read(SERVICE, 50, 20);

        assertThat(bench.raw(20)).isEqualTo(Value.known(7.5));
    }

    @Test
    void aCounterOfOneSampleHasNoRate() {
        watch(Kind.COUNTER, Simple.SUM, Simple.AVG, WINDOW);
        read(SERVICE, 1_000_000, 0);

        assertThat(bench.raw(0)).isEqualTo(Value.unknown("fewer than two readings of M(C1) within 30 s"));
    }

    @Test
    void ratesOfReplicasAddUpWhereverTheirCountersStand() {
        watch(Kind.COUNTER, Simple.SUM, Simple.AVG, WINDOW);
        bench.ready("C1", 1, 2);
        read(1, 1_000_000, 0);
        read(1, 1_000_100, 10);
        read(2, 5, 0);
        read(2, 35, 10);

        assertThat(bench.raw(10)).isEqualTo(Value.known(13));
    }

    @ParameterizedTest
    @CsvSource({"AVG, 30", "SUM, 90", "MIN, 10", "MAX, 60", "LAST, 60", "DELTA, 40", "RATE, 2"})
    void aGaugeIsReducedOverItsWindow(Simple overTime, double expected) {
        watchGauge(Simple.SUM, overTime);
        read(SERVICE, 20, 0);
        read(SERVICE, 10, 10);
        read(SERVICE, 60, 20);

        assertThat(bench.raw(20)).isEqualTo(Value.known(expected));
    }

    @ParameterizedTest
    @CsvSource({"AVG, 4", "RATE, 4", "SUM, 80", "DELTA, 80", "MIN, 2", "MAX, 6", "LAST, 2"})
    void aCounterIsReadAsARate(Simple overTime, double expected) {
        watch(Kind.COUNTER, Simple.SUM, overTime, WINDOW);
        read(SERVICE, 100, 0);
        read(SERVICE, 160, 10);
        read(SERVICE, 180, 20);

        assertThat(bench.raw(20)).isEqualTo(Value.known(expected));
    }

    @Test
    void percentilesAreTakenOverSamplesOfAllReplicasAndNeverAveraged() {
        watchGauge(new Percentile(0.95), new Percentile(0.5));
        bench.ready("C1", 1, 2);
        read(1, 1, 0);
        read(1, 2, 5);
        read(1, 3, 10);
        read(2, 100, 10);

        assertThat(bench.raw(10)).isEqualTo(Value.known(2));
    }

    @Test
    void aMetricOfPercentilesIsPooledHoweverItIsReadOverTime() {
        watchGauge(new Percentile(0.95), Simple.AVG);
        bench.ready("C1", 1, 2);
        read(1, 1, 0);
        read(1, 2, 5);
        read(2, 9, 10);

        assertThat(bench.raw(10)).isEqualTo(Value.known(4));
    }

    @Test
    void aPercentileIsANumberThatWasMeasured() {
        watch(Kind.GAUGE, new Percentile(0.95), new Percentile(0.95), Duration.ofMinutes(10));
        for (int i = 1; i <= 100; i++) {
            read(SERVICE, 101 - i, i);
        }

        assertThat(bench.raw(100)).isEqualTo(Value.known(95));
    }

    @Test
    void aMetricWhoseReplicasCannotBePutTogetherIsRefused() {
        assertThatThrownBy(() -> watchGauge(Simple.RATE, Simple.AVG))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("M(C1)");
    }

    @Test
    void aSumCountsSilentReplicasAsTheMeanOfTheOthers() {
        watchGauge(Simple.SUM, Simple.AVG);
        bench.ready("C1", 1, 2, 3, 4);
        read(1, 100, 0);
        read(2, 200, 0);
        read(3, 300, 0);

        assertThat(bench.raw(0)).isEqualTo(Value.known(800));
    }

    @Test
    void aReplicaThatHasJustComeUpCarriesNothingYet() {
        watchGauge(Simple.SUM, Simple.AVG);
        var tier = new FleetView.Tier(3, Map.of(1, Instant.MIN, 2, Instant.MIN, 3, Workbench.at(5)), Double.NaN);
        bench.engine.fleet(Workbench.SHOP, new FleetView(Map.of("C1", tier)));
        for (int second = 0; second <= 40; second += 10) {
            read(1, 100, second);
            read(2, 100, second);
        }

        assertThat(bench.raw(34.9)).isEqualTo(Value.known(200));
        assertThat(bench.raw(35)).as("it is silent for three periods").isEqualTo(Value.known(300));
    }
}
