package io.reservoir.rules.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lets contenders take the same readings in turn and measures each. They must come to equal decisions: how many in each
 * round and at which readings, all targets after it, and in the end what all statements say.
 */
public final class Comparison {
    /** CPU time of this thread is what is measured: other work on the machine counts less there. */
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int ROUNDS = 3;
    private static final int BATCH = 4_096;
    private static final int REHEARSED_SERVICES = 3;

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

        /** The sum of the numbers of the readings that decided something. */
        private long moments;

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
            agreeOnValues();
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
        var foresight = new Foresight(workload, mostDeployment);
        for (int service = 0; service < workload.services(); service++) {
            run.contender.deploy(service);
            if (foresight.isTooLong(service + 1)) {
                skipped.add(new Outcome.Skipped(run.contender.name(), foresight.inWords(service + 1)));
                return false;
            }
        }
        run.deployMillis = foresight.millis();
        return true;
    }

    /** Readings are made outside of what is measured, a batch at a time. */
    private void measure(Run run, long from, long count) {
        var contender = run.contender;
        long nanos = 0;
        long bytes = 0;
        long decisions = 0;
        long moments = 0;
        for (long at = from; at < from + count; at += BATCH) {
            var batch = new Readings(workload, at, (int) Math.min(BATCH, from + count - at));
            var allocated = THREADS.getCurrentThreadAllocatedBytes();
            var begin = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < batch.count(); i++) {
                int changed = contender.take(batch, i);
                decisions += changed;
                moments += changed * (at + i);
            }
            nanos += THREADS.getCurrentThreadCpuTime() - begin;
            bytes += THREADS.getCurrentThreadAllocatedBytes() - allocated;
        }
        run.decisions += decisions;
        run.moments += moments;
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
            if (run.moments != first.moments) {
                throw new Disagreement(first.contender.name() + " and " + run.contender.name()
                        + " decided equally often, and not at the same readings");
            }
            if (run.checksum != first.checksum) {
                throw new Disagreement(
                        first.contender.name() + " and " + run.contender.name() + " came to different targets");
            }
        }
    }

    private void agreeOnValues() {
        for (int service = 0; service < workload.services() && !runs.isEmpty(); service++) {
            var expected = runs.getFirst().contender.values(service);
            for (var run : runs) {
                agree(service, expected, run.contender);
            }
            runs.getFirst().checksum = 31 * runs.getFirst().checksum + Arrays.hashCode(expected);
        }
    }

    private void agree(int service, double[] expected, Contender contender) {
        var values = contender.values(service);
        for (int i = 0; i < expected.length; i++) {
            var isClose =
                    Math.abs(values[i] - expected[i]) <= contender.tolerance() * Math.max(1, Math.abs(expected[i]));
            if (!isClose && Double.compare(values[i], expected[i]) != 0) {
                throw new Disagreement("statement " + i + " of service " + service + " is worth " + expected[i] + " to "
                        + runs.getFirst().contender.name() + ", to " + contender.name() + " " + values[i]
                        + ": different values");
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
        if (runs.isEmpty()) {
            return new Result(readings, 0, 0, outcomes);
        }
        var first = runs.getFirst();
        return new Result(readings, first.decisions, first.checksum, outcomes);
    }

    private static double heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
