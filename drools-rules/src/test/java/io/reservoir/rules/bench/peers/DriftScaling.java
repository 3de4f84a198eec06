package io.reservoir.rules.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.rules.bench.ClosureLoop;
import io.reservoir.rules.bench.Contender;
import io.reservoir.rules.bench.EngineContender;
import io.reservoir.rules.bench.Readings;
import io.reservoir.rules.bench.Workload;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Sends ten million readings through the engine, by {@code -Dtest=DriftScaling}, and prints after each million what it
 * holds on to. It fails where the heap grows, where the engine throws, or where it does not come to the loop's decisions.
 */
final class DriftScaling {
    private static final Workload WORKLOAD =
            new Workload(Integer.getInteger("drift.services", 10_000), Integer.getInteger("drift.shapes", 97));

    private static final long READINGS = Long.getLong("drift.readings", 10_000_000);
    private static final long STEP = READINGS / 10;
    private static final int BATCH = 10_000;

    /** Of the heap after the windows are full: what the collector leaves is not the same each time. */
    private static final double MOST_GROWTH = 0.02;

    private long exceptions;

    @Test
    void theHeapStaysAsItIs() {
        var heap = new ArrayList<Double>();
        try (var engine = new EngineContender(WORKLOAD);
                var loop = new ClosureLoop(WORKLOAD)) {
            for (int service = 0; service < WORKLOAD.services(); service++) {
                engine.deploy(service);
                loop.deploy(service);
            }
            long decisions = 0;
            for (long at = 0; at < READINGS; at += BATCH) {
                var batch = new Readings(WORKLOAD, at, BATCH);
                decisions += agreed(batch, engine, loop);
                if ((at + BATCH) % STEP == 0) {
                    heap.add(heapMegabytes());
                    System.out.printf(
                            Locale.ROOT,
                            "%,11d readings: heap %.1f MB, %,d decisions, %d exceptions%n",
                            at + BATCH,
                            heap.getLast(),
                            decisions,
                            exceptions);
                }
            }
        }
        assertThat(exceptions).isZero();
        assertThat(heap.getLast()).isLessThanOrEqualTo(heap.getFirst() * (1 + MOST_GROWTH));
    }

    private long agreed(Readings batch, Contender engine, Contender loop) {
        long ofEngine = 0;
        long ofLoop = 0;
        for (int i = 0; i < batch.count(); i++) {
            ofEngine += taken(batch, i, engine);
            ofLoop += loop.take(batch, i);
        }
        assertThat(ofEngine).isEqualTo(ofLoop);
        return ofLoop;
    }

    private int taken(Readings batch, int index, Contender engine) {
        try {
            return engine.take(batch, index);
        } catch (RuntimeException e) {
            if (exceptions == 0) {
                e.printStackTrace();
            }
            exceptions++;
            return 0;
        }
    }

    private static double heapMegabytes() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}
