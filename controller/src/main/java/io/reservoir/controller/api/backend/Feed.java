package io.reservoir.controller.api.backend;

import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells everybody who subscribed of what is appended, and waits for nobody. Safe for many threads. */
public final class Feed implements Consumer<Recorded> {
    private static final int BACKLOG = 2_048;

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    @Override
    public void accept(Recorded recorded) {
        for (var subscription : subscriptions) {
            subscription.offer(recorded);
        }
    }

    /**
     * What is appended from now on, in order.
     *
     * @param service the one that is meant, null for all
     */
    public Subscription subscribe(@Nullable ServiceId service) {
        var subscription = new Subscription(service);
        subscriptions.add(subscription);
        return subscription;
    }

    /** True where somebody listens. */
    public boolean hasListeners() {
        return !subscriptions.isEmpty();
    }

    /** Something may have been appended of which nothing was told: all who listen must look for themselves. */
    public void skip() {
        subscriptions.forEach(subscription -> subscription.behind = true);
    }

    /** One who listens. */
    public final class Subscription implements AutoCloseable {
        private final @Nullable ServiceId service;
        private final BlockingQueue<Recorded> waiting = new ArrayBlockingQueue<>(BACKLOG);
        private volatile boolean behind;

        private Subscription(@Nullable ServiceId service) {
            this.service = service;
        }

        private void offer(Recorded recorded) {
            if ((service == null || service.equals(recorded.service())) && !behind && !waiting.offer(recorded)) {
                behind = true;
            }
        }

        /** True once more was appended than is kept for anybody: from then on, entries are missing. */
        public boolean isBehind() {
            return behind;
        }

        /** The next entry, null if there is none for that long. */
        public @Nullable Recorded next(Duration patience) throws InterruptedException {
            return waiting.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** The next entry if it is there, else null. */
        public @Nullable Recorded next() {
            return waiting.poll();
        }

        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }
}
