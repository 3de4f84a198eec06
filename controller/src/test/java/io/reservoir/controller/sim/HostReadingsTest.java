package io.reservoir.controller.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.sim.SimulatedHost.Settings;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostReadingsTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final long GIB = 1L << 30;
    private static final Size SIZE = new Size(2, 4 * GIB, 10 * GIB);
    private static final VeeId VEE = new VeeId(new ServiceId("shop"), "C1", 3, 1);
    private static final Epoch EPOCH = new Epoch(1);

    private final ManualClock clock = new ManualClock(START);
    private final SimulatedHost host = host(FailurePlan.NONE);

    @Test
    void measuresAVeeEveryTenSecondsWhileItsGuestIsUp() {
        launch(host);
        clock.advance(Duration.ofMinutes(2));
        host.shutdown(VEE, new IntentId(3), EPOCH);
        clock.advance(Duration.ofMinutes(2));

        var readings = new HostReadings(List.of(host), null).between(START, clock.instant());
        assertThat(readings).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
        var cpu = readings.stream()
                .filter(r -> r.metric().equals(HostReadings.CPU))
                .toList();
        var memory = readings.stream()
                .filter(r -> r.metric().equals(HostReadings.MEMORY))
                .toList();
        assertThat(cpu).extracting(Reading::at).startsWith(at(40), at(50)).endsWith(at(120));
        assertThat(memory).hasSameSizeAs(cpu).hasSize(9);
        assertThat(readings).extracting(Reading::replica).containsOnly(3);
        assertThat(cpu).allMatch(r -> r.value() > 0 && r.value() < 1);
        assertThat(memory).allMatch(r -> r.value() > 0.2 * SIZE.memoryBytes() && r.value() < SIZE.memoryBytes());
    }

    @Test
    void measuresTheSameInOneStretchAndInMany() {
        launch(host);
        clock.advance(Duration.ofMinutes(5));
        var source = new HostReadings(List.of(host), null);
        var whole = source.between(START, at(300));
        var first = source.between(START, at(95));
        var second = source.between(at(95), at(300));

        assertThat(whole).hasSize(first.size() + second.size()).startsWith(first.toArray(Reading[]::new));
        assertThat(whole).endsWith(second.toArray(Reading[]::new)).isNotEmpty();
    }

    @Test
    void sharesTheLoadAmongTheVcpusOfTheVee() {
        launch(host);
        clock.advance(Duration.ofMinutes(2));
        var half = new HostReadings(List.of(host), (vee, time) -> 1.0).between(at(100), at(120));
        var full = new HostReadings(List.of(host), (vee, time) -> 9.0).between(at(100), at(120));

        assertThat(cpu(half)).hasSize(2).allMatch(v -> v > 0.5 && v < 0.55);
        assertThat(cpu(full)).hasSize(2).allMatch(v -> v == 1.0);
    }

    @Test
    void measuresNothingWhileTheCpusStandStill() {
        launch(host);
        clock.advanceTo(at(60));
        host.pause(VEE, new IntentId(3), EPOCH);
        clock.advanceTo(at(100));
        var source = new HostReadings(List.of(host), null);
        assertThat(source.between(at(40), at(100))).extracting(Reading::at).containsOnly(at(50));

        host.resume(VEE, new IntentId(4), EPOCH);
        clock.advanceTo(at(120));
        assertThat(source.between(at(60), at(120))).extracting(Reading::at).containsOnly(at(100), at(110), at(120));
    }

    @Test
    void losesWhatFallsIntoAnOutage() {
        var silent = host(FailurePlan.NONE.withOutage(at(60), at(90)));
        launch(silent);
        clock.advanceTo(at(100));
        assertThat(new HostReadings(List.of(silent), null).between(START, at(100)))
                .extracting(Reading::at)
                .containsOnly(at(40), at(50), at(90), at(100));
    }

    private static List<Double> cpu(List<Reading> readings) {
        return readings.stream()
                .filter(r -> r.metric().equals(HostReadings.CPU))
                .map(Reading::value)
                .toList();
    }

    private SimulatedHost host(FailurePlan failures) {
        var settings = new Settings(
                new HostId("h1"),
                "north",
                new Size(8, 64 * GIB, 100 * GIB),
                Duration.ofSeconds(40),
                Duration.ZERO,
                Duration.ofSeconds(10),
                0);
        return SimulatedHost.inMemory(settings, failures, clock);
    }

    private static void launch(SimulatedHost at) {
        at.define(new Definition(VEE, SIZE, null, List.of(), List.of(), Probe.DEFAULT), new IntentId(1), EPOCH);
        at.activate(VEE, new IntentId(2), EPOCH);
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }
}
