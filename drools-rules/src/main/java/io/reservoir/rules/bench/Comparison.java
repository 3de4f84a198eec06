package io.reservoir.rules.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets contenders take the same readings in turn and measures each. They must come to equal decisions: how many in each
 * round, all targets after it, and in the end what all statements say.
 */
public final class Comparison {
    /** CPU time of this thread is what is measured: other work on the machine counts less there. */
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int ROUNDS = 3;
    private static final int BATCH = 4_096;
    private static final int REHEARSED_SERVICES = 20;

    /** After this part of the time that a deployment may take it is known well enough how long it would. */
    private static final int FORESIGHT = 20;

    private final Workload workload;
    private final long filling;
    private final long readings;
    private final Duration mostDeployment;
    private final List<Run> runs = new ArrayList<>();
    private final List<Outcome.Skipped> skipped = new ArrayList<>();

    /**
     * What was measured.
     *
     * @param readings of each round that counts
     * @param decisions targets that changed in all rounds, those that fill the windows among them
     * @param checksum over all targets and values of all services in the end, equal for all contenders
     */
    public record Result(long readings, long decisions, long checksum, List<Outcome> outcomes) {}

    /** Contenders that came to different decisions: one of them is wrong. */
    public static final class Disagreement extends IllegalStateException {
        Disagreement(String message) {
            super(message);
        }
    }

    /** A contender at work and what it has shown so far. */
    private static final class Run {
        private final Contender contender;
        private double deployMillis;
        private double heapBytes;
        private long decisions;
        private long checksum;
        private long nanos = Long.MAX_VALUE;
        private long bytes = Long.MAX_VALUE;

        Run(Contender contender) {
            this.contender = contender;
        }
    }

    private Comparison(Workload workload, long readings, Duration mostDeployment) {
        this.workload = workload;
        this.readings = workload.wholePeriods(readings);
        filling = workload.wholePeriods(Math.max(readings, workload.readingsOfFullWindows()));
        this.mostDeployment = mostDeployment;
    }

    /**
     * Measures; this takes a while.
     *
     * @param readings in each round, rounded up so that every series has equally many; the first round, which is not
     *     measured, has as many as fill all windows
     * @param mostDeployment a contender whose deployment would take longer is skipped
     * @throws Disagreement if the contenders do not come to equal decisions
     */
    public static Result run(
            Workload workload, long readings, Duration mostDeployment, List<Contender.Entry> contenders) {
        contenders.forEach(Comparison::rehearse);
        return new Comparison(workload, readings, mostDeployment).run(contenders);
    }

    /** A small run beforehand, so that no class is loaded while something is measured. */
    private static void rehearse(Contender.Entry entry) {
        var small = new Workload(REHEARSED_SERVICES, 2);
        try (var contender = entry.maker().apply(small)) {
            for (int service = 0; service < small.services(); service++) {
                contender.deploy(service);
            }
            var some = new Readings(small, 0, (int) small.readingsOfFullWindows());
            for (int i = 0; i < some.count(); i++) {
                contender.take(some, i);
            }
            contender.values(0);
        }
    }

    private Result run(List<Contender.Entry> entries) {
        try {
            for (var entry : entries) {
                start(entry);
            }
            agree();
            for (int round = 0; round < ROUNDS; round++) {
                for (var run : runs) {
                    measure(run, filling + round * readings, readings);
                }
                agree();
            }
            runs.forEach(run -> run.checksum = 31 * run.checksum + valuesOf(run.contender));
            agree();
            return result();
        } finally {
            runs.forEach(run -> run.contender.close());
        }
    }

    private void start(Contender.Entry entry) {
        var run = new Run(entry.maker().apply(workload));
        var before = heap();
        var isDeployed = deploy(run);
        if (!isDeployed) {
            run.contender.close();
            return;
        }
        runs.add(run);
        measure(run, 0, filling);
        run.nanos = Long.MAX_VALUE;
        run.bytes = Long.MAX_VALUE;
        run.heapBytes = heap() - before;
    }

    private boolean deploy(Run run) {
        var begin = System.nanoTime();
        for (int service = 0; service < workload.services(); service++) {
            run.contender.deploy(service);
            var millis = (System.nanoTime() - begin) / 1e6;
            var foreseen = millis / (service + 1) * workload.services();
            if (millis * FORESIGHT > mostDeployment.toMillis() && foreseen > mostDeployment.toMillis()) {
                skipped.add(new Outcome.Skipped(
                        run.contender.name(),
                        "its deployment would take about %,.0f s, more than %,d s; %,d services took %,.1f s"
                                .formatted(foreseen / 1e3, mostDeployment.toSeconds(), service + 1, millis / 1e3)));
                return false;
            }
            run.deployMillis = millis;
        }
        return true;
    }

    /** Readings are made outside of what is measured, a batch at a time. */
    private void measure(Run run, long from, long count) {
        var contender = run.contender;
        long nanos = 0;
        long bytes = 0;
        for (long at = from; at < from + count; at += BATCH) {
            var batch = new Readings(workload, at, (int) Math.min(BATCH, from + count - at));
            var allocated = THREADS.getCurrentThreadAllocatedBytes();
            var begin = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < batch.count(); i++) {
                run.decisions += contender.take(batch, i);
            }
            nanos += THREADS.getCurrentThreadCpuTime() - begin;
            bytes += THREADS.getCurrentThreadAllocatedBytes() - allocated;
        }
        run.nanos = Math.min(run.nanos, nanos);
        run.bytes = Math.min(run.bytes, bytes);
        run.checksum = 31 * run.checksum + targetsOf(contender);
    }

    private void agree() {
        for (var run : runs) {
            var first = runs.getFirst();
            if (run.decisions != first.decisions) {
                throw new Disagreement(first.contender.name() + " decided " + first.decisions + " times, "
                        + run.contender.name() + " " + run.decisions + " times");
            }
            if (run.checksum != first.checksum) {
                throw new Disagreement(first.contender.name() + " and " + run.contender.name()
                        + " came to different targets or values");
            }
        }
    }

    private long targetsOf(Contender contender) {
        long sum = 0;
        for (int service = 0; service < workload.services(); service++) {
            for (int assignment = 0; assignment < Workload.ASSIGNMENTS; assignment++) {
                sum = 31 * sum + contender.target(service, assignment);
            }
        }
        return sum;
    }

    private long valuesOf(Contender contender) {
        long sum = 0;
        for (int service = 0; service < workload.services(); service++) {
            for (double value : contender.values(service)) {
                sum = 31 * sum + Double.hashCode(value);
            }
        }
        return sum;
    }

    private Result result() {
        var outcomes = new ArrayList<Outcome>(skipped);
        for (var run : runs) {
            outcomes.add(new Outcome.Measured(
                    run.contender.name(),
                    (double) run.nanos / readings,
                    (double) run.bytes / readings,
                    run.deployMillis,
                    run.heapBytes / workload.services()));
        }
        var first = runs.isEmpty() ? null : runs.getFirst();
        return new Result(readings, first == null ? 0 : first.decisions, first == null ? 0 : first.checksum, outcomes);
    }

    private static double heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
