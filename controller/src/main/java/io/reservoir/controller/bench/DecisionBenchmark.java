package io.reservoir.controller.bench;

import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.controller.execute.PooledHostCalls;
import io.reservoir.controller.intake.Admission;
import io.reservoir.controller.intake.Intake;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.node.Node;
import io.reservoir.controller.node.NodeThread;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Host;
import io.reservoir.model.service.Size;
import io.reservoir.model.sla.SlaClasses;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures a whole node, its ledger in memory and its hosts simulated: readings come at a fixed rate whether it keeps up
 * or not, and each plan that follows from one is timed from the moment at which the reading was due.
 */
public final class DecisionBenchmark {
    private static final int BATCHES_PER_SECOND = 1_000;
    private static final int SERVICES_PER_HOST = 100;
    private static final int VEES_PER_SERVICE = 24;
    private static final long GB = 1L << 30;
    private static final Duration PASS_EVERY = Duration.ofSeconds(1);

    private final Load load;
    private final InstantSource clock;
    private final int perBatch;
    private final NodeThread thread = new NodeThread();
    private final PooledHostCalls calls = new PooledHostCalls(thread);

    /** Belongs to the node's thread, as all that is counted. */
    private long batchDue;

    private boolean inBatch;
    private boolean counts;
    private long taken;
    private long refused;
    private long decided;
    private long plannedInPasses;
    private long[] nanos = new long[1 << 16];
    private int planned;

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

    private DecisionBenchmark(int services, int rate, InstantSource clock) {
        load = new Load(services);
        this.clock = clock;
        perBatch = Math.max(1, rate / BATCHES_PER_SECOND);
    }

    /**
     * Measures; this takes as long as warming up and measuring do, and a while for the deployment.
     *
     * @param rate readings a second, rounded to whole batches, of which there are a thousand a second
     * @param progress told of what begins, in words
     */
    public static Result run(
            int services,
            int rate,
            Duration warmUp,
            Duration measured,
            InstantSource clock,
            Consumer<String> progress) {
        var benchmark = new DecisionBenchmark(services, rate, clock);
        try {
            progress.accept("deploying " + services + " services");
            var intake = benchmark.deploy();
            progress.accept("warming up for " + warmUp.toSeconds() + " s");
            var next = benchmark.send(intake, warmUp, 0);
            benchmark.begin();
            progress.accept("measuring for " + measured.toSeconds() + " s");
            benchmark.send(intake, measured, next);
            return benchmark.result(measured);
        } finally {
            benchmark.thread.close();
            benchmark.calls.close();
        }
    }

    private Intake deploy() {
        thread.start(
                () -> new Node(
                        "bench",
                        () -> "1",
                        new MemoryLedger(),
                        hosts(),
                        calls,
                        clock,
                        SlaClasses.SHIPPED,
                        this::appended),
                PASS_EVERY);
        for (int i = 0; i < load.services(); i++) {
            var service = i;
            thread.call(node -> {
                        node.submit("bench.rsl", Load.manifest(service), null);
                        return node.activate(Load.id(service));
                    })
                    .join();
        }
        return thread.call(node -> Intake.of(node, Limits.DEFAULT, this::admitted))
                .join();
    }

    private List<Host> hosts() {
        int count = Math.ceilDiv(load.services(), SERVICES_PER_HOST);
        int vcpus = 2 * VEES_PER_SERVICE * SERVICES_PER_HOST;
        var size = new Size(vcpus, vcpus * GB, vcpus * GB);
        var hosts = new ArrayList<Host>(count);
        for (int i = 0; i < count; i++) {
            hosts.add(SimulatedHost.inMemory(SimulatedHost.Settings.of("h" + i, "D1", size), FailurePlan.NONE, clock));
        }
        return hosts;
    }

    /** Sends batches when they are due, however long the node takes; returns the number of the next reading. */
    private long send(Intake intake, Duration length, long from) {
        long interval = 1_000_000_000L / BATCHES_PER_SECOND;
        long batches = length.toNanos() / interval;
        long begin = System.nanoTime();
        @Nullable CompletableFuture<?> last = null;
        for (long i = 0; i < batches; i++) {
            var batch = load.batch(from + i * perBatch, perBatch, clock.instant());
            long due = begin + i * interval;
            awaitNanos(due);
            last = thread.call(node -> {
                batchDue = due;
                inBatch = true;
                intake.accept(batch);
                node.react();
                inBatch = false;
                return true;
            });
        }
        if (last != null) {
            last.join();
        }
        return from + batches * perBatch;
    }

    private static void awaitNanos(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void begin() {
        thread.call(node -> counts = true).join();
    }

    private void admitted(Admission admission) {
        if (counts) {
            switch (admission) {
                case Admission.Taken(var accepted, var ignored) -> {
                    taken += accepted;
                    refused += ignored;
                }
                case Admission.Refused batch -> refused += batch.bad();
                case Admission.TooMany batch -> refused += perBatch;
            }
        }
    }

    private void appended(Recorded recorded) {
        if (!counts) {
            return;
        }
        switch (recorded.entry()) {
            case Entry.Decided(var decisions, var states) -> decided += decisions.size();
            case Entry.Planned planning -> {
                if (inBatch) {
                    note(System.nanoTime() - batchDue);
                } else {
                    plannedInPasses++;
                }
            }
            default -> {
                // what follows from plans
            }
        }
    }

    private void note(long latencyNanos) {
        if (planned == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * planned);
        }
        nanos[planned++] = latencyNanos;
    }

    private Result result(Duration measured) {
        return thread.call(node -> {
                    if (refused > 0) {
                        throw new IllegalStateException(refused + " readings were refused or ignored");
                    }
                    Arrays.sort(nanos, 0, planned);
                    var seconds = measured.toNanos() / 1e9;
                    return new Result(
                            load.services(),
                            taken / seconds,
                            decided / seconds,
                            planned,
                            plannedInPasses,
                            millis(0.5),
                            millis(0.99),
                            millis(1));
                })
                .join();
    }

    private double millis(double rank) {
        return planned == 0 ? Double.NaN : nanos[Math.max(0, (int) Math.ceil(rank * planned) - 1)] / 1e6;
    }
}
