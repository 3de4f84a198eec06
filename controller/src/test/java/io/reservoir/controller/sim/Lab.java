package io.reservoir.controller.sim;

import io.reservoir.controller.sim.SimulatedHost.Settings;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the tests of simulated hosts have in common: a clock, hosts that keep time by it, VEEs of one service. */
final class Lab {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final long GIB = 1L << 30;
    static final Size SMALL = new Size(1, GIB, 10 * GIB);
    static final Epoch EPOCH = new Epoch(1);
    private static final Settings SETTINGS = new Settings(
            new HostId("h1"),
            "north",
            new Size(16, 32 * GIB, 400 * GIB),
            Duration.ofSeconds(40),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            42);

    final ManualClock clock = new ManualClock(START);
    private long intents;

    SimulatedHost inMemory(FailurePlan failures) {
        return SimulatedHost.inMemory(SETTINGS, failures, clock);
    }

    SimulatedHost bounded() {
        return SimulatedHost.inMemory(SETTINGS.bounded(), FailurePlan.NONE, clock);
    }

    SimulatedHost durable(Path directory, FailurePlan failures) {
        return durable(directory, new SimulatedSite(), SETTINGS.id().name(), failures);
    }

    SimulatedHost durable(Path directory, SimulatedSite site, String name, FailurePlan failures) {
        var settings = new Settings(
                new HostId(name),
                SETTINGS.domain(),
                SETTINGS.total(),
                SETTINGS.bootDelay(),
                SETTINGS.bootJitter(),
                SETTINGS.shutdownDelay(),
                SETTINGS.seed());
        try {
            return SimulatedHost.in(directory, site, settings, failures, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SimulatedHost durableBounded(Path directory) {
        try {
            return SimulatedHost.in(directory, SETTINGS.bounded(), FailurePlan.NONE, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Defines and activates a VEE, and says what came of the second. */
    Outcome running(SimulatedHost host, VeeId id) {
        host.define(new Definition(id, SMALL, null, List.of(), List.of(), Probe.DEFAULT), intent(), EPOCH);
        return host.activate(id, intent(), EPOCH);
    }

    IntentId intent() {
        return new IntentId(++intents);
    }

    static Sighting see(SimulatedHost host, VeeId id) {
        return host.list().stream().filter(s -> s.vee().equals(id)).findFirst().orElseThrow();
    }

    static Definition definition(int ordinal) {
        return new Definition(vee(ordinal), SMALL, null, List.of(), List.of(), Probe.DEFAULT);
    }

    static VeeId vee(int ordinal) {
        return new VeeId(new ServiceId("shop"), "C1", ordinal, 1);
    }
}
