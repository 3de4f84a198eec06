package io.reservoir.cluster.store;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** For tests that depend on a clock that is not theirs. */
final class RealTime {
    private RealTime() {}

    static void pass(Duration time) {
        var until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
