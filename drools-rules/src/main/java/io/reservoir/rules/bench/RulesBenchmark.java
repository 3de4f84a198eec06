package io.reservoir.rules.bench;

import com.sun.management.ThreadMXBean;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.rules.session.EvaluationOutcome;
import io.reservoir.rules.session.RuleEngine;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what a machine carries: the engine and a loop written by hand take the same readings in turn, and must come
 * to the same values.
 */
public final class RulesBenchmark {
    /** CPU time of this thread is what is measured: other work on the machine counts less there. */
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int ROUNDS = 3;
    private static final int BATCH = 4_096;

    private final Workload workload;
    private final long readings;

    /**
     * What was measured.
     *
     * @param readingsPerSecond of the engine, evaluation included, in the fastest round
     * @param ratioToLoop how many times as long as the loop written by hand it takes
     * @param bytesPerReading garbage of the engine
     * @param deployMillis from no service to all of them, their texts compiled before
     * @param heapPerServiceBytes what a deployed service with full windows holds on to
     * @param checksum over all values of all services in the end, equal for both
     */
    public record Result(
            int services,
            double readingsPerSecond,
            double ratioToLoop,
            double bytesPerReading,
            double deployMillis,
            double heapPerServiceBytes,
            long checksum) {}

    private RulesBenchmark(Workload workload, long readings) {
        this.workload = workload;
        this.readings = Math.max(readings, 4L * workload.services() * Workload.SERIES);
    }

    /**
     * Measures a workload; this takes a while.
     *
     * @param readings in each round, at least as many as fill all windows
     */
    public static Result run(Workload workload, long readings) {
        return new RulesBenchmark(workload, readings).run();
    }

    private Result run() {
        var programs = new ArrayList<CheckedService>(workload.services());
        for (int i = 0; i < workload.services(); i++) {
            programs.add(workload.program(i));
        }
        var before = heap();
        try (var engine = new RuleEngine()) {
            var begin = System.nanoTime();
            for (int i = 0; i < programs.size(); i++) {
                engine.deploy(Workload.id(i), programs.get(i));
            }
            var deployMillis = (System.nanoTime() - begin) / 1e6;
            return measured(engine, deployMillis, before);
        }
    }

    private Result measured(RuleEngine engine, double deployMillis, double before) {
        var loop = new ClosureLoop(workload);
        var engineNanos = Long.MAX_VALUE;
        var loopNanos = Long.MAX_VALUE;
        var bytes = Long.MAX_VALUE;
        engineRound(engine, 0);
        loopRound(loop, 0);
        for (int round = 1; round <= ROUNDS; round++) {
            var ofEngine = engineRound(engine, round * readings);
            var ofLoop = loopRound(loop, round * readings);
            if (ofEngine.changed() != ofLoop.changed()) {
                throw new IllegalStateException(
                        "the engine changed " + ofEngine.changed() + " values, the loop " + ofLoop.changed());
            }
            engineNanos = Math.min(engineNanos, ofEngine.nanos());
            loopNanos = Math.min(loopNanos, ofLoop.nanos());
            bytes = Math.min(bytes, ofEngine.bytes());
        }
        var checksum = equalChecksum(engine, loop);
        var held = heap() - before;
        return new Result(
                workload.services(),
                readings * 1e9 / engineNanos,
                (double) engineNanos / loopNanos,
                (double) bytes / readings,
                deployMillis,
                held / workload.services(),
                checksum);
    }

    private record Round(long changed, long nanos, long bytes) {}

    /** Readings are made outside of what is measured, a batch at a time. */
    private Round engineRound(RuleEngine engine, long from) {
        long changed = 0;
        long nanos = 0;
        long bytes = 0;
        for (long at = from; at < from + readings; at += BATCH) {
            var batch = batch(at, Math.min(BATCH, from + readings - at));
            var allocated = allocated();
            var begin = THREADS.getCurrentThreadCpuTime();
            for (var reading : batch) {
                changed += changed(engine, reading);
            }
            nanos += THREADS.getCurrentThreadCpuTime() - begin;
            bytes += allocated() - allocated;
        }
        return new Round(changed, nanos, bytes);
    }

    private List<Reading> batch(long from, long count) {
        var batch = new ArrayList<Reading>((int) count);
        for (long i = from; i < from + count; i++) {
            batch.add(workload.reading(i));
        }
        return batch;
    }

    private static int changed(RuleEngine engine, Reading reading) {
        engine.accept(reading);
        return evaluation(engine, reading.service(), reading.at()).fired().size();
    }

    private Round loopRound(ClosureLoop loop, long from) {
        long changed = 0;
        long nanos = 0;
        var values = new double[BATCH];
        for (long at = from; at < from + readings; at += BATCH) {
            var count = (int) Math.min(BATCH, from + readings - at);
            for (int i = 0; i < count; i++) {
                values[i] = workload.value(at + i);
            }
            var begin = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < count; i++) {
                var number = at + i;
                changed +=
                        loop.take(workload.service(number), workload.series(number), workload.nanos(number), values[i]);
            }
            nanos += THREADS.getCurrentThreadCpuTime() - begin;
        }
        return new Round(changed, nanos, 0);
    }

    private long equalChecksum(RuleEngine engine, ClosureLoop loop) {
        long ofEngine = 0;
        long ofLoop = 0;
        var now = workload.at((ROUNDS + 1) * readings - 1);
        for (int service = 0; service < workload.services(); service++) {
            var evaluation = evaluation(engine, Workload.id(service), now);
            int statement = 0;
            for (var indicator : evaluation.indicators()) {
                ofEngine = 31 * ofEngine + Double.hashCode(indicator.value().orNaN());
                ofLoop = 31 * ofLoop + Double.hashCode(loop.value(service, statement++));
            }
            for (var candidate : evaluation.candidates()) {
                ofEngine = 31 * ofEngine + Double.hashCode(candidate.raw().orNaN());
                ofLoop = 31 * ofLoop + Double.hashCode(loop.value(service, statement++));
            }
        }
        if (ofEngine != ofLoop) {
            throw new IllegalStateException("the engine and the loop have come to different values");
        }
        return ofEngine;
    }

    private static Evaluation evaluation(RuleEngine engine, ServiceId service, Instant now) {
        return switch (engine.evaluate(service, now)) {
            case EvaluationOutcome.Evaluated(var evaluation) -> evaluation;
            case EvaluationOutcome.Parked parked -> throw new IllegalStateException(parked.cause());
        };
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static double heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
