package io.reservoir.controller.node;

import static io.reservoir.controller.image.Story.NOON;
import static io.reservoir.controller.image.Story.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.plan.ReplicaValues;
import io.reservoir.controller.plan.ReplicaValues.Measured;
import io.reservoir.controller.plan.ReplicaValues.Sample;
import io.reservoir.dsl.Rsl;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceSpec;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReplicaReadingsTest {
    private final ReplicaReadings readings = new ReplicaReadings();

    private static ServiceSpec manifest(String metric) {
        return manifest(metric, "victim by Sessions");
    }

    private static ServiceSpec manifest(String metrics, String leaving) {
        var compilation = Rsl.compile(
                "shop.rsl", "service Shop\nC1(1 CPU, 1 GB) { replicas max 5  " + leaving + " }\n" + metrics);
        return Objects.requireNonNull(
                        compilation.service(), () -> compilation.diagnostics().toString())
                .spec();
    }

    private static Reading reading(String metric, int replica, double value, int second) {
        return new Reading(SHOP, metric, "C1", replica, value, NOON.plusSeconds(second));
    }

    /** At the time at which it was read. */
    private boolean take(Reading reading) {
        return readings.take(reading, reading.at());
    }

    private Map<Integer, Sample> at(int second) {
        return readings.at(NOON.plusSeconds(second)).newest().getOrDefault(new Measured("C1", "Sessions"), Map.of());
    }

    @Test
    void theNewestOfEachReplicaCounts() {
        readings.use(manifest("metric Sessions(C1) gauge sessions every 10 s"));
        assertThat(take(reading("Sessions", 1, 5, 10))).isTrue();
        assertThat(take(reading("Sessions", 1, 4, 5))).isTrue();
        assertThat(take(reading("Sessions", 2, 6, 0))).isTrue();
        assertThat(at(10)).isEqualTo(Map.of(1, sample(5, 10), 2, sample(6, 0)));
        assertThat(at(31)).isEqualTo(Map.of(1, sample(5, 10)));
        assertThat(at(41)).isEmpty();
    }

    @Test
    void whatIsReadLaterIsNotKnownYet() {
        readings.use(manifest("metric Sessions(C1) gauge sessions every 10 s"));
        for (var second = 0; second < 60; second += 5) {
            take(reading("Sessions", 1, second, second));
        }
        assertThat(at(54)).isEqualTo(Map.of(1, sample(50, 50)));
        assertThat(at(49)).isEqualTo(Map.of(1, sample(45, 45)));
        assertThat(at(19)).as("what is no longer kept is unknown").isEmpty();
    }

    @Test
    void whatWasReadByAClockThatWasAheadGivesWay() {
        readings.use(manifest("metric Sessions(C1) counter sessions every 10 s"));
        for (var second = 3_600; second <= 3_660; second += 10) {
            take(reading("Sessions", 1, second, second));
        }
        take(reading("Sessions", 1, 4_000, 10));
        take(reading("Sessions", 1, 4_050, 20));
        assertThat(at(20)).isEqualTo(Map.of(1, sample(5, 20)));
        assertThat(at(3_660)).as("nor is it looked at when its time comes").isEmpty();
    }

    @Test
    void ofCountersItIsTheRate() {
        readings.use(manifest("metric Sessions(C1) counter sessions every 10 s"));
        take(reading("Sessions", 1, 100, 0));
        assertThat(at(0)).isEmpty();
        take(reading("Sessions", 1, 150, 10));
        assertThat(at(10)).isEqualTo(Map.of(1, sample(5, 10)));
        take(reading("Sessions", 1, 3, 20));
        assertThat(at(20)).isEqualTo(Map.of(1, sample(5, 10)));
    }

    @Test
    void nothingElseIsTaken() {
        readings.use(manifest("metric Sessions(C1) gauge sessions every 10 s"));
        assertThat(take(reading("Users", 1, 5, 0))).isFalse();
        assertThat(take(reading("Sessions", Reading.SERVICE_LEVEL, 5, 0))).isFalse();
        assertThat(at(0)).isEmpty();
        assertThat(new ReplicaReadings().at(NOON)).isEqualTo(ReplicaValues.UNKNOWN);
    }

    @Test
    void ofAComponentTwoMetricsMayBeAskedFor() {
        readings.use(manifest("""
                metric Sessions(C1) gauge sessions every 10 s
                metric Jobs(C1) gauge every 20 s
                """, "victim by Sessions  drain until Jobs = 0"));
        assertThat(take(reading("Sessions", 1, 5, 10))).isTrue();
        assertThat(take(reading("Jobs", 1, 3, 10))).isTrue();
        assertThat(readings.at(NOON.plusSeconds(41)).newest())
                .isEqualTo(Map.of(
                        new Measured("C1", "Sessions"), Map.of(),
                        new Measured("C1", "Jobs"), Map.of(1, sample(3, 10))));
        readings.use(manifest("metric Jobs(C1) gauge every 20 s", "drain until Jobs = 0"));
        assertThat(readings.at(NOON.plusSeconds(10)).newest())
                .isEqualTo(Map.of(new Measured("C1", "Jobs"), Map.of(1, sample(3, 10))));
    }

    private static Sample sample(double value, int second) {
        return new Sample(value, NOON.plusSeconds(second));
    }
}
