package io.reservoir.controller.bench;

import io.reservoir.cluster.ownership.Keeper;
import io.reservoir.cluster.ownership.KeeperLoop;
import io.reservoir.cluster.ownership.NodeId;
import io.reservoir.cluster.store.MemoryHandOvers;
import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.cluster.store.MemoryNodeRegister;
import io.reservoir.controller.execute.PooledHostCalls;
import io.reservoir.controller.intake.Intake;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.node.LaneHolder;
import io.reservoir.controller.node.Lanes;
import io.reservoir.controller.node.Node;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.site.NodeAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Measures a whole node, its ledger in memory and its hosts simulated: readings come at a fixed rate whether it keeps up
 * or not, and each plan that follows from one is timed from the moment at which the reading was due.
 */
public final class DecisionBenchmark {
    private static final int BATCHES_PER_SECOND = 1_000;
    private static final Duration PASS_EVERY = Duration.ofSeconds(1);

    private final Load load;
    private final InstantSource clock;
    private final int perBatch;
    private final Lanes lanes;
    private final PooledHostCalls calls = new PooledHostCalls();
    private final Latencies latencies = new Latencies();
    private final LongAdder accepted = new LongAdder();
    private final LongAdder decided = new LongAdder();
    private final LongAdder plannedInPasses = new LongAdder();
    private volatile boolean counts;

    /** On the thread of a lane: when the batch was due that it is busy with, 0 for none. */
    private final ThreadLocal<long[]> batchDue = ThreadLocal.withInitial(() -> new long[1]);

    /**
     * What was measured.
     *
     * @param readingsPerSecond taken in, over the time that was measured
     * @param decisionsPerSecond decisions that changed something
     * @param plans that followed from readings at once: what was timed
     * @param laterPlans that were made in passes, after a delay that a statement asks for or a call at a host
     */
    public record Result(
            int services,
            double readingsPerSecond,
            double decisionsPerSecond,
            int plans,
            long laterPlans,
            double p50Millis,
            double p99Millis,
            double maxMillis) {}

    private DecisionBenchmark(int services, int threads, int rate, InstantSource clock) {
        load = new Load(services);
        lanes = new Lanes(threads, pass -> {});
        this.clock = clock;
        perBatch = Math.max(1, rate / BATCHES_PER_SECOND);
    }

    /**
     * Measures; this takes as long as warming up and measuring do, and a while for the deployment.
     *
     * @param threads that services live on
     * @param rate readings a second, rounded to whole batches, of which there are a thousand a second
     * @param progress told of what begins, in words
     */
    public static Result run(
            int services,
            int threads,
            int rate,
            Duration warmUp,
            Duration measured,
            InstantSource clock,
            Consumer<String> progress) {
        var benchmark = new DecisionBenchmark(services, threads, rate, clock);
        try {
            progress.accept("deploying " + services + " services");
            var intake = benchmark.deploy();
            progress.accept("warming up for " + warmUp.toSeconds() + " s");
            var next = benchmark.send(intake, warmUp, 0);
            benchmark.counts = true;
            progress.accept("measuring for " + measured.toSeconds() + " s");
            benchmark.send(intake, measured, next);
            return benchmark.result(measured);
        } finally {
            benchmark.lanes.close();
            benchmark.calls.close();
        }
    }

    private Intake deploy() {
        var ledger = new MemoryLedger();
        var common = Node.Common.shipped(ledger, load.hosts(clock), clock, this::appended);
        lanes.start(lane -> new Node(calls.on(lane), common), PASS_EVERY);
        var begunNanos = System.nanoTime();
        var keeper = Keeper.alone(
                new NodeAddress(new NodeId("bench", "1").owner(), "localhost", 0, 0),
                "bench",
                new MemoryNodeRegister(clock),
                ledger,
                new MemoryHandOvers(),
                new LaneHolder(lanes, () -> {}),
                () -> Duration.ofNanos(System.nanoTime() - begunNanos),
                clock);
        // once: nobody is there to take anything away again
        KeeperLoop.start(keeper).close();
        for (int i = 0; i < load.services(); i++) {
            var id = Load.id(i);
            var submission = Node.Submission.of("bench.rsl", Load.manifest(i));
            lanes.of(id)
                    .call(node -> {
                        node.submit(submission, id);
                        return node.activate(id);
                    })
                    .join();
        }
        return Intake.of(lanes, clock, Limits.DEFAULT, admission -> {}, readings -> {
            throw new UnsupportedOperationException("readings are checked, and sent on without waiting for them");
        });
    }

    /** Sends batches when they are due, however long the node takes; returns the number of the next reading. */
    private long send(Intake intake, Duration length, long from) {
        long interval = 1_000_000_000L / BATCHES_PER_SECOND;
        long batches = length.toNanos() / interval;
        long begin = System.nanoTime();
        var pending = new ArrayList<CompletableFuture<?>>();
        for (long i = 0; i < batches; i++) {
            var batch = load.batch(from + i * perBatch, perBatch, clock.instant());
            long due = begin + i * interval;
            awaitNanos(due);
            if (!(intake.check(batch) instanceof Intake.Checked.Good(var readings))) {
                throw new IllegalStateException("a batch of the load is refused");
            }
            pending.addAll(sent(readings, due));
            pending.removeIf(CompletableFuture::isDone);
        }
        pending.forEach(CompletableFuture::join);
        return from + batches * perBatch;
    }

    private List<CompletableFuture<Integer>> sent(List<Reading> readings, long due) {
        return lanes.byLane(readings).entrySet().stream()
                .map(part -> part.getKey().call(node -> {
                    batchDue.get()[0] = due;
                    int count = node.accept(part.getValue());
                    batchDue.get()[0] = 0;
                    if (counts) {
                        accepted.add(count);
                    }
                    return count;
                }))
                .toList();
    }

    private static void awaitNanos(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void appended(Recorded recorded) {
        if (!counts) {
            return;
        }
        switch (recorded.entry()) {
            case Entry.Decided(var decisions, var states) -> decided.add(decisions.size());
            case Entry.Planned planned -> {
                long due = batchDue.get()[0];
                if (due == 0) {
                    plannedInPasses.increment();
                } else {
                    latencies.add(System.nanoTime() - due);
                }
            }
            default -> {
                // what follows from plans
            }
        }
    }

    private Result result(Duration measured) {
        var seconds = measured.toNanos() / 1e9;
        var sorted = latencies.sorted();
        return new Result(
                load.services(),
                accepted.sum() / seconds,
                decided.sum() / seconds,
                sorted.length,
                plannedInPasses.sum(),
                millis(sorted, 0.5),
                millis(sorted, 0.99),
                millis(sorted, 1));
    }

    static double millis(long[] sorted, double rank) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(rank * sorted.length) - 1)] / 1e6;
    }
}
