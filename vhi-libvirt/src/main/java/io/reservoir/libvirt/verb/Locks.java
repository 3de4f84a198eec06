package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.model.vee.VeeId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** What is done to one VEE is done one after the other. Safe for use by many threads. */
final class Locks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<VeeId, Lock> locks = new ConcurrentHashMap<>();

    /** A lock, and how many have it or wait for it. */
    private static final class Lock extends ReentrantLock {
        private int users;
    }

    /** What is done meanwhile. */
    @FunctionalInterface
    interface Work<T> {
        T done() throws Fault;
    }

    /** Does it while nothing else is done to that VEE; a {@link Fault} where that lasts too long. */
    <T> T holding(VeeId vee, Work<T> work) throws Fault {
        return holding(vee, work, () -> false);
    }

    /**
     * The same, with a way out.
     *
     * @param loosen done once if the other call lasts too long; true if it makes sense to wait for it once more
     */
    <T> T holding(VeeId vee, Work<T> work, Work<Boolean> loosen) throws Fault {
        var lock = locks.compute(vee, (id, known) -> {
            var one = known == null ? new Lock() : known;
            one.users++;
            return one;
        });
        try {
            if (!isHeldInTime(lock) && !(loosen.done() && isHeldInTime(lock))) {
                throw new Fault(Fault.Kind.BUSY, "another call about " + vee + " is under way");
            }
            try {
                return work.done();
            } finally {
                lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault(Fault.Kind.BUSY, "nobody waits any more");
        } finally {
            locks.computeIfPresent(vee, (id, known) -> --known.users == 0 ? null : known);
        }
    }

    private static boolean isHeldInTime(Lock lock) throws InterruptedException {
        return lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
