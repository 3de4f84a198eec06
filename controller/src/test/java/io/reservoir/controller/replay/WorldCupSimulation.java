package io.reservoir.controller.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.sim.ManualClock;
import io.reservoir.controller.sim.Trace;
import io.reservoir.controller.sim.TraceException;
import io.reservoir.dsl.Rsl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample web shop follows five days of the World Cup 1998, with everything in it but network and processes. */
class WorldCupSimulation {
    private static final Path SAMPLES = Path.of("../samples");
    private static final List<Feed> SIX_TIMES =
            List.of(new Feed("RequestPerSecond", "C1", 0.1), new Feed("Users", "C1", 0.2));

    @TempDir
    Path directory;

    @Test
    void keepsUpWithTheLoadAndRarelyTurnsRound() throws IOException, TraceException {
        var summary = run("five-days", null, 0);
        assertThat(summary.hours()).isEqualTo(120);
        assertThat(summary.underProvisionedPercent()).isLessThanOrEqualTo(1);
        assertThat(summary.bare().flips()).isGreaterThanOrEqualTo(20 * summary.flips());
        assertThat(ownedOf("C1", summary)).isBetween(20, 40);
        assertThat(ownedOf("C3", summary)).isBetween(5, 20);
    }

    @Test
    void printsTheSameTwice() throws IOException, TraceException {
        var once = run("one", Duration.ofHours(12), 0);
        var twice = run("two", Duration.ofHours(12), 0);
        assertThat(once.toString()).isEqualTo(twice.toString());
    }

    @Test
    void staysWithinMaxOnHostsWhereEveryThirdLaunchFails() throws IOException, TraceException {
        var summary = run("failing", Duration.ofHours(20), 3);
        assertThat(ownedOf("C1", summary)).isLessThanOrEqualTo(40);
        assertThat(ownedOf("C2", summary)).isEqualTo(1);
        assertThat(ownedOf("C3", summary)).isLessThanOrEqualTo(20);
    }

    private static int ownedOf(String component, Summary summary) {
        return summary.components().stream()
                .filter(c -> c.component().equals(component))
                .mapToInt(Summary.OfComponent::maxOwned)
                .sum();
    }

    private Summary run(String name, @Nullable Duration length, int failEvery) throws IOException, TraceException {
        var text = Files.readString(SAMPLES.resolve("webshop/webshop.rsl"));
        var program = Objects.requireNonNull(Rsl.compile("webshop.rsl", text).service());
        var trace = Trace.read(SAMPLES.resolve("traces/fifa98_jun08_12_1min.csv"));
        var scenario =
                new Scenario("webshop.rsl", text, program, trace, SIX_TIMES, length, 1, failEvery, ReadingFaults.NONE);
        var clock = new ManualClock(scenario.start());
        try (var ledger = new MemoryLedger()) {
            var hosts = scenario.hosts(directory.resolve(name), clock);
            new TraceRun(scenario, ledger, hosts, clock, () -> "run", moment -> {}).run();
            return Review.of(scenario, ledger, StandardTariff.load());
        }
    }
}
