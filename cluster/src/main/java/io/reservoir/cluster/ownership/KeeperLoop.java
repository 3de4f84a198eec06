package io.reservoir.cluster.ownership;

import io.reservoir.cluster.store.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a {@link Keeper}: one ticks, at once when membership changes and soon while shards change hands or are
 * about to, for a node is a member before the database hears of it; one keeps guard beside it, so that a database that
 * hangs does not keep the node from dropping its shards.
 */
public final class KeeperLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeeperLoop.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration BUSY_TICK = Duration.ofMillis(20);
    private static final Duration SOON_AFTER_A_CHANGE = Duration.ofSeconds(5);
    private static final Duration LOADING = Duration.ofSeconds(20);
    private static final Duration LEAVING = Duration.ofSeconds(5);

    private final Keeper keeper;
    private final ScheduledExecutorService ticks = thread("keeper");
    private final ScheduledExecutorService guard = thread("keeper-guard");
    private final AtomicBoolean isPoked = new AtomicBoolean();
    private volatile long changedAtNanos = System.nanoTime();

    private KeeperLoop(Keeper keeper) {
        this.keeper = keeper;
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    /**
     * Enters the node in the database and begins; returns when what it takes at once is loaded, or after
     * {@link #LOADING}. Without the database it ends in {@link StoreUnavailable}.
     */
    public static KeeperLoop start(Keeper keeper) {
        var loop = new KeeperLoop(keeper);
        try {
            CompletableFuture.runAsync(loop::begin, loop.ticks).join();
        } catch (CompletionException e) {
            loop.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        keeper.whenMembersChange(loop::changed);
        loop.later(TICK);
        var unused =
                loop.guard.scheduleWithFixedDelay(loop::guard, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        return loop;
    }

    private void begin() {
        keeper.enter();
        tickWhile(keeper::isBusy, LOADING);
    }

    /** Hands everything over and waits for it, not for ever. */
    public void leave() {
        try {
            CompletableFuture.runAsync(
                            () -> {
                                keeper.leave();
                                tickWhile(() -> keeper.held() > 0, LEAVING);
                            },
                            ticks)
                    .join();
        } catch (CompletionException | RejectedExecutionException e) {
            LOG.warn("this node did not leave in good order", e);
        }
        if (keeper.held() > 0) {
            LOG.warn("{} shards were not handed over in time; others take them", keeper.held());
        }
    }

    private void tickWhile(BooleanSupplier goesOn, Duration most) {
        var begun = System.nanoTime();
        keeper.tick();
        while (goesOn.getAsBoolean() && System.nanoTime() - begun < most.toNanos()) {
            try {
                Thread.sleep(BUSY_TICK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            keeper.tick();
        }
    }

    private void changed() {
        changedAtNanos = System.nanoTime();
        poke();
    }

    private void poke() {
        if (isPoked.compareAndSet(false, true)) {
            try {
                ticks.execute(this::tick);
            } catch (RejectedExecutionException e) {
                LOG.debug("no more ticks: the node is stopping", e);
            }
        }
    }

    private void tick() {
        isPoked.set(false);
        try {
            keeper.tick();
        } catch (RuntimeException e) {
            LOG.error("a tick of the keeper failed; the next one follows", e);
        }
    }

    private void later(Duration delay) {
        try {
            var unused = ticks.schedule(
                    () -> {
                        tick();
                        later(isBusy() ? BUSY_TICK : TICK);
                    },
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("no more ticks: the node is stopping", e);
        }
    }

    private boolean isBusy() {
        return keeper.isBusy() || System.nanoTime() - changedAtNanos < SOON_AFTER_A_CHANGE.toNanos();
    }

    private void guard() {
        try {
            keeper.guard();
        } catch (RuntimeException e) {
            LOG.error("the guard of the keeper failed; it goes on", e);
        }
    }

    /** Ends the threads; what is held is dropped by nobody. */
    @Override
    public void close() {
        ticks.shutdownNow();
        guard.shutdownNow();
    }
}
