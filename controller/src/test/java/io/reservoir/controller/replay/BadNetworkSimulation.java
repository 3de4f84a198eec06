package io.reservoir.controller.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.sim.ManualClock;
import io.reservoir.controller.sim.Trace;
import io.reservoir.controller.sim.TraceException;
import io.reservoir.dsl.Rsl;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.ledger.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample under a real load whose readings are lost, doubled, late, out of order and garbled, on failing hosts. */
class BadNetworkSimulation {
    private static final Path SAMPLES = Path.of("../samples");
    private static final Duration LENGTH = Duration.ofHours(8);

    @TempDir
    Path directory;

    /** What a run leaves: its ledger as text, and the targets of the web tier. */
    private record Run(String ledger, List<Double> targets, Summary summary) {}

    @Test
    void twoRunsLeaveTheSameBytes() throws IOException, TraceException {
        for (long seed = 1; seed <= 3; seed++) {
            var once = run("once", ReadingFaults.ofBadNetwork(seed), seed);
            var twice = run("twice", ReadingFaults.ofBadNetwork(seed), seed);
            assertThat(once.ledger).as("seed %s", seed).isEqualTo(twice.ledger);
            assertThat(once.ledger.length()).isGreaterThan(10_000);
        }
    }

    @Test
    void anotherSeedIsAnotherWorld() throws IOException, TraceException {
        assertThat(run("one", ReadingFaults.ofBadNetwork(1), 1).ledger)
                .isNotEqualTo(run("two", ReadingFaults.ofBadNetwork(2), 1).ledger);
    }

    @Test
    void aBadNetworkCostsNoCapacity() throws IOException, TraceException {
        var clean = run("clean", ReadingFaults.NONE, 1);
        for (long seed = 1; seed <= 3; seed++) {
            var lossy = run("lossy", ReadingFaults.ofBadNetwork(seed), 1);
            var least = lossy.targets.stream().mapToDouble(t -> t).min().orElseThrow();
            assertThat(least)
                    .isGreaterThanOrEqualTo(
                            clean.targets.stream().mapToDouble(t -> t).min().orElseThrow());
            assertThat(lossy.summary.underProvisionedPercent())
                    .isLessThanOrEqualTo(clean.summary.underProvisionedPercent() + 1);
        }
    }

    private Run run(String name, ReadingFaults faults, long seed) throws IOException, TraceException {
        var text = Files.readString(SAMPLES.resolve("webshop/webshop.rsl"));
        var program = Objects.requireNonNull(Rsl.compile("webshop.rsl", text).service());
        var trace = Trace.read(SAMPLES.resolve("traces/fifa98_jun08_12_1min.csv"));
        var feeds = List.of(new Feed("RequestPerSecond", "C1", 0.1), new Feed("Users", "C1", 0.2));
        var scenario = new Scenario("webshop.rsl", text, program, trace, feeds, LENGTH, seed, 5, faults);
        var clock = new ManualClock(scenario.start());
        try (var ledger = new MemoryLedger()) {
            var hosts = scenario.hosts(Files.createTempDirectory(directory, name), clock);
            new TraceRun(scenario, ledger, hosts, clock, () -> "run", moment -> {}).run();
            var lines = new ArrayList<String>();
            var targets = new ArrayList<Double>();
            var mapper = ViewJson.mapper();
            for (var recorded : ledger.read(scenario.service(), 0, Integer.MAX_VALUE)) {
                lines.add(mapper.writeValueAsString(EntryView.of(recorded)));
                if (recorded.entry() instanceof Entry.Decided(var decisions, var states)) {
                    decisions.stream()
                            .filter(d -> d.variable().equals(Variable.replicas("C1")))
                            .forEach(d -> targets.add(d.target()));
                }
            }
            return new Run(String.join("\n", lines), targets, Review.of(scenario, ledger, StandardTariff.load()));
        }
    }
}
