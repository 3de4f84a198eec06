package io.reservoir.controller.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.simulation.World.Options;
import io.reservoir.controller.simulation.World.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Clusters of three controllers and everything that can befall them, each drawn from a seed; what fails prints the line
 * that runs it again. {@code simulation.seeds} and {@code simulation.from} choose others, {@code simulation.seed} one.
 */
class ClusterSimulation {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 200);
    private static final long FROM = Long.getLong("simulation.from", 1);
    private static final Set<Fault> FAULTS = Fault.parse(System.getProperty("simulation.faults", ""));
    private static final int MOST_TOLD = 10;

    @Test
    void noInvariantBreaksWhateverBefalls() throws InterruptedException {
        var only = Long.getLong("simulation.seed");
        var begun = System.nanoTime();
        var results = new ConcurrentLinkedQueue<Result>();
        var failures = new ConcurrentLinkedQueue<String>();
        if (only != null) {
            simulate(only, results, failures);
        } else {
            all(results, failures);
        }
        System.out.println(text(results, failures.size(), Duration.ofNanos(System.nanoTime() - begun)));
        assertThat(failures.stream().limit(MOST_TOLD).toList()).isEmpty();
        if (only == null && SEEDS >= 2_000 && FAULTS.size() == Fault.values().length) {
            assertThat(results).hasSizeGreaterThanOrEqualTo(2_000);
            assertThat(hours(results)).isGreaterThanOrEqualTo(1_000);
            assertThat(faults(results)).isGreaterThanOrEqualTo(30_000);
            assertThat(byFault(results).keySet()).as("faults that struck").containsAll(FAULTS);
        }
    }

    /** The same seed twice is the same run, event by event. */
    @Test
    void aSeedIsTheSameRunEveryTime() throws InterruptedException {
        var results = new ConcurrentLinkedQueue<Result>();
        var failures = new ConcurrentLinkedQueue<String>();
        for (int i = 0; i < 2; i++) {
            simulate(7, results, failures);
        }
        assertThat(failures).isEmpty();
        assertThat(results.stream().map(Result::digest).distinct()).hasSize(1);
    }

    private static void all(Collection<Result> results, Collection<String> failures) throws InterruptedException {
        var next = new AtomicLong(FROM);
        var workers = IntStream.range(0, Math.max(2, Runtime.getRuntime().availableProcessors()))
                .mapToObj(i -> Thread.ofVirtual().name("world-" + i).start(() -> {
                    for (var seed = next.getAndIncrement(); seed < FROM + SEEDS; seed = next.getAndIncrement()) {
                        run(seed, results, failures);
                    }
                }))
                .toList();
        for (var worker : workers) {
            worker.join();
        }
    }

    private static void simulate(long seed, Collection<Result> results, Collection<String> failures)
            throws InterruptedException {
        Thread.ofVirtual().start(() -> run(seed, results, failures)).join();
    }

    private static void run(long seed, Collection<Result> results, Collection<String> failures) {
        try {
            results.add(World.run(Options.of(seed, FAULTS)));
        } catch (AssertionError | RuntimeException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
    }

    private static long hours(Collection<Result> results) {
        return results.stream()
                .map(Result::time)
                .reduce(Duration.ZERO, Duration::plus)
                .toHours();
    }

    private static long faults(Collection<Result> results) {
        return results.stream().mapToLong(Result::faultCount).sum();
    }

    private static Map<Fault, Integer> byFault(Collection<Result> results) {
        var sum = new EnumMap<Fault, Integer>(Fault.class);
        results.forEach(result -> result.faults().forEach((fault, count) -> sum.merge(fault, count, Integer::sum)));
        return sum;
    }

    private static String text(Collection<Result> results, int failed, Duration took) {
        List<Duration> toRest =
                new ArrayList<>(results.stream().map(Result::toRest).sorted().toList());
        return """
                simulated: %d seeds, %d h, %d events, %d faults in %d s; %d failed
                  %d entries, %d effects at hosts, %d takeovers, %d stale writes and calls refused, %d scale-ins, %d drains, %d moves
                  %d VEEs billed to the nanosecond; at rest after calm: median %s, longest %s
                  faults: %s""".formatted(
                        results.size(),
                        hours(results),
                        results.stream().mapToLong(Result::events).sum(),
                        faults(results),
                        took.toSeconds(),
                        failed,
                        results.stream().mapToLong(Result::entries).sum(),
                        results.stream().mapToLong(Result::effects).sum(),
                        results.stream().mapToLong(Result::takeovers).sum(),
                        results.stream().mapToLong(Result::staleRefused).sum(),
                        results.stream().mapToLong(Result::scaleIns).sum(),
                        results.stream().mapToLong(Result::drained).sum(),
                        results.stream().mapToLong(Result::moves).sum(),
                        results.stream().mapToLong(Result::billedExactly).sum(),
                        toRest.isEmpty() ? "none" : toRest.get(toRest.size() / 2),
                        toRest.isEmpty() ? "none" : toRest.getLast(),
                        byFault(results));
    }
}
