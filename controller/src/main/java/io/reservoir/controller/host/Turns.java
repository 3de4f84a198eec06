package io.reservoir.controller.host;

import io.reservoir.model.vee.VeeId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is to change something on a host: so many at once, each at another VEE; others wait for a while, so
 * many of them. Safe for use by many threads.
 */
final class Turns {
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition ended = lock.newCondition();
    private final Set<VeeId> busy = new HashSet<>();
    private final int atOnce;
    private final int mostWaiting;
    private final Duration patience;
    private int waiting;

    Turns(int atOnce, int mostWaiting, Duration patience) {
        this.atOnce = atOnce;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
    }

    /** Waits for its turn; false where that would not come in time. Who got it must {@link #leave}. */
    boolean enter(VeeId vee) {
        lock.lock();
        try {
            if (isFree(vee)) {
                return busy.add(vee);
            }
            if (waiting >= mostWaiting) {
                return false;
            }
            waiting++;
            try {
                for (var left = patience.toNanos(); !isFree(vee); ) {
                    if (left <= 0) {
                        return false;
                    }
                    left = ended.awaitNanos(left);
                }
                return busy.add(vee);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } finally {
                waiting--;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isFree(VeeId vee) {
        return busy.size() < atOnce && !busy.contains(vee);
    }

    void leave(VeeId vee) {
        lock.lock();
        try {
            busy.remove(vee);
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many are at it, and how many wait. */
    Load load() {
        lock.lock();
        try {
            return new Load(busy.size(), waiting);
        } finally {
            lock.unlock();
        }
    }

    record Load(int atWork, int waiting) {}

    /** Waits until nobody is at it any more; false if that takes longer. */
    boolean awaitQuiet(Duration longest) {
        lock.lock();
        try {
            for (var left = longest.toNanos(); !busy.isEmpty(); ) {
                if (left <= 0) {
                    return false;
                }
                left = ended.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
