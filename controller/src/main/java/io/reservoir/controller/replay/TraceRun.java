package io.reservoir.controller.replay;

import io.reservoir.cluster.ownership.Keeper;
import io.reservoir.cluster.ownership.NodeId;
import io.reservoir.cluster.store.MemoryHandOvers;
import io.reservoir.cluster.store.MemoryNodeRegister;
import io.reservoir.controller.execute.HostCalls;
import io.reservoir.controller.image.Lifecycle;
import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.intake.Admission;
import io.reservoir.controller.intake.Intake;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.intake.RawReading;
import io.reservoir.controller.node.Node;
import io.reservoir.controller.node.NodeHolder;
import io.reservoir.controller.sim.HostReadings;
import io.reservoir.controller.sim.ManualClock;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.dsl.program.Input;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.port.Ids;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.MetricSource;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.site.NodeAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Runs a scenario through a node of its own, reading by reading, on a clock that only this run moves. Readings take
 * the same road as those that come over the network. A run that was cut short is taken up where its ledger ends.
 */
public final class TraceRun {
    private final Scenario scenario;
    private final ManualClock clock;
    private final Node node;
    private final Intake intake;
    private final List<MetricSource> sources = new ArrayList<>();
    private final Watcher watcher;
    private final ReadingChannel channel;

    /** Told after each tick; it may wait, so that a run keeps pace with the time of day. */
    @FunctionalInterface
    public interface Watcher {
        void ticked(Moment moment);
    }

    /** How things stand after a tick. */
    public record Moment(Instant at, ServiceImage image, Collection<Decision> decisions) {}

    public TraceRun(
            Scenario scenario, Ledger ledger, List<SimulatedHost> hosts, ManualClock clock, Ids ids, Watcher watcher) {
        this.scenario = scenario;
        this.clock = clock;
        this.watcher = watcher;
        node = new Node(HostCalls.direct(clock), Node.Common.shipped(ledger, hosts, clock, recorded -> {}));
        takeEverything(ledger, ids);
        channel = new ReadingChannel(scenario.faults());
        intake = Intake.of(node, Limits.DEFAULT, admission -> {});
        sources.add(scenario.replay());
        if (readsHosts()) {
            sources.add(new HostReadings(hosts, null));
        }
    }

    private void takeEverything(Ledger ledger, Ids ids) {
        var keeper = Keeper.alone(
                new NodeAddress(new NodeId("demo", ids.next()).owner(), "localhost", 0, 0),
                "demo",
                new MemoryNodeRegister(clock),
                ledger,
                new MemoryHandOvers(),
                new NodeHolder(node),
                () -> Duration.between(Instant.EPOCH, clock.instant()),
                clock);
        keeper.enter();
        keeper.tick();
    }

    private boolean readsHosts() {
        return scenario.program().inputs().stream()
                .anyMatch(input -> input instanceof Input.Windowed windowed
                        && (windowed.metric().equals(HostReadings.CPU)
                                || windowed.metric().equals(HostReadings.MEMORY)));
    }

    /** Runs to the end of the scenario. */
    public void run() {
        var begun = node.image(scenario.service());
        var from = begun == null ? scenario.start() : begun.lastAt();
        clock.advanceTo(from);
        if (begun == null) {
            node.submit(Node.Submission.of(scenario.file(), scenario.text()), null);
        }
        if (begun == null || begun.lifecycle() == Lifecycle.DEFINED) {
            node.activate(scenario.service());
        }
        // ticks fall on the same times whether the run was cut short or not
        var done = Math.floorDiv(from.getEpochSecond() - scenario.start().getEpochSecond(), Scenario.TICK.toSeconds());
        var tick = scenario.start().plus(Scenario.TICK.multipliedBy(done));
        for (var next = tick.plus(Scenario.TICK); !next.isAfter(scenario.end()); next = next.plus(Scenario.TICK)) {
            tick(tick, next);
            tick = next;
        }
    }

    private void tick(Instant before, Instant now) {
        clock.advanceTo(now);
        var measured = new ArrayList<Reading>();
        for (var source : sources) {
            measured.addAll(source.between(before, now));
        }
        channel.through(measured, now).forEach(this::send);
        node.pass(node.look());
        var image = node.image(scenario.service());
        if (image != null) {
            watcher.ticked(
                    new Moment(now, image, node.latest(scenario.service()).values()));
        }
    }

    /** A batch with a bad reading in it is refused whole: that it is so is for the sender to see. */
    private void send(List<RawReading> batch) {
        var admission = intake.accept(batch);
        if (!(admission instanceof Admission.Taken) && scenario.faults().garbled() == 0) {
            throw new IllegalStateException("the replayed load is refused: " + admission);
        }
    }
}
