package io.reservoir.controller.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.sim.ManualClock;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.controller.sim.Trace;
import io.reservoir.controller.sim.TraceException;
import io.reservoir.dsl.Rsl;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.port.ForwardingLedger;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample follows a morning's load and dies at each append in turn, just before it and just after it: what another
 * process then finds in the ledger and at the hosts is all that it goes on from.
 */
class CutShortSimulation {
    private static final Path SAMPLES = Path.of("../samples");
    /** A start, and later a second one, fall into that time. */
    private static final Duration LENGTH = Duration.ofHours(12);
    /** A call whose end nobody saw counts after that long; a start is two calls, and one tick may pass besides. */
    private static final Duration LATE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A ledger whose process dies at one append. */
    private static final class Dying extends ForwardingLedger {
        private final int at;
        private final boolean written;
        private int appends;

        Dying(Ledger ledger, int at, boolean written) {
            super(ledger);
            this.at = at;
            this.written = written;
        }

        @Override
        public Appended append(ServiceId service, Tenure mine, long expectedSeq, Instant time, List<Entry> entries) {
            var isLast = ++appends == at;
            if (isLast && !written) {
                throw new Death();
            }
            var appended = super.append(service, mine, expectedSeq, time, entries);
            if (isLast) {
                throw new Death();
            }
            return appended;
        }

        @Override
        public void close() {
            // the ledger outlives the process
        }
    }

    @Test
    void goesOnFromAnyAppendWithNeitherGapNorOverlapInTheBill() throws IOException, TraceException {
        var scenario = scenario();
        var counting = new Dying(new MemoryLedger(), 0, false);
        var whole = summary(scenario, counting, directory.resolve("whole"));
        var undisturbed = Lives.of(counting, scenario.service());
        assertThat(counting.appends).isGreaterThan(40);
        for (int at = 1; at <= counting.appends; at++) {
            for (var written : List.of(false, true)) {
                try (var ledger = new MemoryLedger()) {
                    var hosts = directory.resolve(at + (written ? "-after" : "-before"));
                    assertThat(dies(scenario, new Dying(ledger, at, written), hosts))
                            .isTrue();
                    var resumed = summary(scenario, ledger, hosts);
                    var cut = "died %s append %d".formatted(written ? "after" : "before", at);
                    assertThat(resumed.hours()).as(cut).isEqualTo(whole.hours());
                    assertThat(resumed.maxOwned()).as(cut).isEqualTo(whole.maxOwned());
                    assertThat(resumed.veeHours()
                                    .subtract(whole.veeHours())
                                    .abs()
                                    .doubleValue())
                            .as(cut)
                            .isLessThanOrEqualTo(whole.maxOwned() * LATE.toSeconds() / 3_600.0);
                    var lives = Lives.of(ledger, scenario.service());
                    assertThat(lives.vees()).as(cut).isEqualTo(undisturbed.vees());
                    lives.areBilledWithoutGapOrOverlap(scenario.end());
                }
            }
        }
    }

    private static Scenario scenario() throws IOException, TraceException {
        var text = Files.readString(SAMPLES.resolve("webshop/webshop.rsl"));
        var program = Objects.requireNonNull(Rsl.compile("webshop.rsl", text).service());
        var trace = Trace.read(SAMPLES.resolve("traces/fifa98_jun08_12_1min.csv"));
        var feeds = List.of(new Feed("RequestPerSecond", "C1", 0.1), new Feed("Users", "C1", 0.2));
        return new Scenario("webshop.rsl", text, program, trace, feeds, LENGTH, 1, 0, ReadingFaults.NONE);
    }

    private static boolean dies(Scenario scenario, Ledger ledger, Path hosts) throws IOException {
        try {
            run(scenario, ledger, hosts);
            return false;
        } catch (Death expected) {
            return true;
        }
    }

    private static Summary summary(Scenario scenario, Ledger ledger, Path hosts) throws IOException {
        run(scenario, ledger, hosts);
        return Review.of(scenario, ledger, StandardTariff.load());
    }

    private static void run(Scenario scenario, Ledger ledger, Path directory) throws IOException {
        var clock = new ManualClock(scenario.start());
        List<SimulatedHost> hosts = scenario.hosts(directory, clock);
        new TraceRun(scenario, ledger, hosts, clock, () -> "run", moment -> {}).run();
    }
}
