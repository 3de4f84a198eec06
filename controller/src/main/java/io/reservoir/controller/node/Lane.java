package io.reservoir.controller.node;

import io.reservoir.controller.observe.SiteView;
import io.reservoir.rules.policy.PolicyRules;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread and the node that lives on it. Nothing else touches that node. */
public final class Lane implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final long SLICE_NANOS = 1_000_000;

    private final ThreadPoolExecutor loop;
    private volatile @Nullable Node node;

    Lane(String name) {
        loop = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name(name).factory());
    }

    void start(Supplier<Node> maker) {
        node = CompletableFuture.supplyAsync(maker, loop).join();
    }

    /** Does something with the node on its thread; the future fails with what the function throws. */
    public <T> CompletableFuture<T> call(Function<Node, T> function) {
        return CompletableFuture.supplyAsync(() -> function.apply(started()), loop);
    }

    /** Takes a policy into force on its node, when its turn comes. */
    public void use(PolicyRules policy) {
        loop.execute(() -> started().use(policy));
    }

    /** How much waits for its thread. */
    int queued() {
        return loop.getQueue().size();
    }

    /** The node, for what may be asked from any thread. */
    Node started() {
        var made = node;
        if (made == null) {
            throw new IllegalStateException("the node is not started");
        }
        return made;
    }

    /** Passes over all services; what has come meanwhile is served between slices. */
    CompletableFuture<Node.Tally> pass(SiteView view) {
        var done = new CompletableFuture<Node.Tally>();
        loop.execute(() -> slice(started().round(view), done));
        return done;
    }

    private void slice(Round round, CompletableFuture<Node.Tally> done) {
        try {
            var until = System.nanoTime() + SLICE_NANOS;
            if (round.walk(() -> System.nanoTime() - until >= 0)) {
                loop.execute(() -> slice(round, done));
            } else {
                done.complete(started().tally());
            }
        } catch (RuntimeException | StackOverflowError e) {
            done.completeExceptionally(e);
        }
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** Ends the thread; what is being done is finished first. */
    @Override
    public void close() {
        loop.shutdown();
        try {
            if (!loop.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("the loop did not end within 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
