package io.reservoir.cluster.store;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** For tests that depend on a clock that is not theirs. */
final class RealTime {
    private RealTime() {}

    /** The answer, once there is one. */
    static <T> T within(Duration time, Supplier<T> question) {
        var until = System.nanoTime() + time.toNanos();
        while (true) {
            try {
                return question.get();
            } catch (StoreUnavailable e) {
                if (System.nanoTime() > until) {
                    throw e;
                }
                pass(Duration.ofMillis(100));
            }
        }
    }

    static void pass(Duration time) {
        var until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            LockSupport.parkNanos(until - System.nanoTime());
        }
    }
}
