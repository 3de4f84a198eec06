package io.reservoir.controller.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.rig.SmallDisk;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.ManualClock;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Witness.Evidence;
import io.reservoir.model.present.Present;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence of what happens while the disk of an agent is full, on a file system that only root may mount. */
class AgentDiskFullIT {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final VeeId VEE = AgentLab.vee(1);
    private static final VeeId OTHER = AgentLab.vee(2);
    private static final int MORE_THAN_A_BLOCK = 100;

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock(START);
    private SmallDisk disk;
    private SimulatedHost simulated;
    private EvidenceLog evidence;
    private MeteredHost host;
    private long intents;

    @BeforeEach
    void open() throws IOException {
        Present.namespaces();
        Present.command("mount", "mount");
        disk = SmallDisk.mount(directory.resolve("small"), 1);
        var settings = new SimulatedHost.Settings(
                AgentLab.H1,
                "north",
                new Size(16, 32L << 30, 400L << 30),
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ZERO,
                42);
        simulated = SimulatedHost.inMemory(settings, FailurePlan.NONE, clock);
        evidence = EvidenceLog.open(disk.root().resolve("evidence.log"), () -> "journal");
        host = new MeteredHost(
                simulated, evidence, 10_000, LastLook.open(disk.root().resolve("last-look")), clock);
    }

    @AfterEach
    void close() throws IOException {
        if (disk != null) {
            evidence.close();
            disk.close();
        }
    }

    private IntentId next() {
        return new IntentId(++intents);
    }

    private void start(VeeId vee) {
        host.define(AgentLab.definition(vee), next(), AgentLab.EPOCH);
        host.activate(vee, next(), AgentLab.EPOCH);
    }

    @Test
    void whatHappensMeanwhileIsNotedWithItsTimeOnceThereIsRoom() {
        start(VEE);
        start(OTHER);
        disk.fill();
        fillTheLastBlock();
        var known = evidence.size();

        clock.advance(Duration.ofSeconds(10));
        host.list();
        var seenLast = clock.instant();
        clock.advance(Duration.ofSeconds(10));
        var suspended = clock.instant();
        host.suspend(VEE, next(), AgentLab.EPOCH);
        simulated.vanish(OTHER);
        for (int second = 0; second < 60; second++) {
            clock.advance(Duration.ofSeconds(1));
            host.list();
        }
        assertThat(evidence.size()).as("the disk is full").isEqualTo(known);

        disk.free();
        host.list();
        assertThat(late(known, OTHER)).singleElement().satisfies(noted -> {
            assertThat(noted.state()).isEqualTo(VeeState.DESTROYED);
            assertThat(noted.at()).as("where it was seen last").isEqualTo(seenLast);
        });
        assertThat(late(known, VEE).getLast()).satisfies(noted -> {
            assertThat(noted.state()).isEqualTo(VeeState.SUSPENDED);
            assertThat(noted.at()).isEqualTo(suspended);
        });
    }

    @Test
    void aLifeThatBeginsAndEndsMeanwhileIsNotedWhole() {
        start(VEE);
        disk.fill();
        fillTheLastBlock();
        var known = evidence.size();

        start(OTHER);
        clock.advance(Duration.ofSeconds(10));
        host.list();
        clock.advance(Duration.ofSeconds(1));
        var destroyed = clock.instant();
        host.destroy(OTHER, next(), AgentLab.EPOCH);
        clock.advance(Duration.ofSeconds(10));
        host.list();
        assertThat(evidence.size()).as("the disk is full").isEqualTo(known);

        disk.free();
        host.list();
        assertThat(late(known, OTHER))
                .extracting(Evidence::state)
                .containsExactly(VeeState.DEFINED, VeeState.ACTIVE, VeeState.DESTROYED);
        assertThat(late(known, OTHER).getLast().at()).isEqualTo(destroyed);
    }

    private List<Evidence> late(int known, VeeId vee) {
        return evidence.after(0, 10_000).stream()
                .skip(known)
                .filter(noted -> noted.vee().equals(vee))
                .toList();
    }

    /** What is left of the last block of the file still takes something. */
    private void fillTheLastBlock() {
        for (int i = 0; i < MORE_THAN_A_BLOCK; i++) {
            clock.advance(Duration.ofSeconds(1));
            host.pause(VEE, next(), AgentLab.EPOCH);
            host.resume(VEE, next(), AgentLab.EPOCH);
        }
    }
}
