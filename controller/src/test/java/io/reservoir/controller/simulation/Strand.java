package io.reservoir.controller.simulation;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread of a simulated process. It runs only while the world waits for it, and gives way to the world at every call
 * that takes time, so that of all threads of a simulation one runs at a time, in an order that the seed alone gives.
 */
final class Strand {
    private static final ThreadLocal<@Nullable Strand> CURRENT = new ThreadLocal<>();

    private final Thread thread;
    private volatile boolean runs;
    private volatile boolean over;
    private volatile @Nullable Thread world;
    private volatile @Nullable Throwable failure;
    private boolean started;
    private boolean killed;

    /** Unwinds a thread whose process has died. It is no exception, so that nobody takes it for a fault to live with. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("the process has died", null, false, false);
        }
    }

    Strand(String name, Runnable body) {
        thread = Thread.ofVirtual().name(name).unstarted(() -> run(body));
    }

    /** The strand that asks, null where it is the world. */
    static @Nullable Strand current() {
        return CURRENT.get();
    }

    private void run(Runnable body) {
        CURRENT.set(this);
        try {
            body.run();
        } catch (Killed expected) {
            // its process is dead
        } catch (Throwable e) {
            failure = e;
        } finally {
            over = true;
            runs = false;
            LockSupport.unpark(world);
        }
    }

    /** Lets it run until it gives way or ends. Called by the world. */
    void resume() {
        if (over) {
            return;
        }
        world = Thread.currentThread();
        runs = true;
        if (started) {
            LockSupport.unpark(thread);
        } else {
            started = true;
            thread.start();
        }
        while (runs) {
            LockSupport.park(this);
        }
        var thrown = failure;
        if (thrown != null) {
            throw new IllegalStateException(thread.getName() + " ended in a fault", thrown);
        }
    }

    /** Gives way until the world resumes it. Called by the strand itself. */
    void giveWay() {
        if (killed) {
            throw new Killed();
        }
        runs = false;
        LockSupport.unpark(world);
        while (!runs) {
            LockSupport.park(this);
        }
        if (killed) {
            throw new Killed();
        }
    }

    /** Ends it where it is. Called by the world. */
    void kill() {
        killed = true;
        if (started) {
            resume();
        } else {
            over = true;
        }
    }
}
