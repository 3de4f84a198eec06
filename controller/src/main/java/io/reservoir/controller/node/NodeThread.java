package io.reservoir.controller.node;

import io.reservoir.controller.observe.SiteView;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that a node lives on while it serves. It passes over all services again and again; hosts are looked at on
 * a second thread, so that a host that hangs delays observation and not requests.
 */
public final class NodeThread implements Executor, AutoCloseable {
    private static final long SLICE_NANOS = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(NodeThread.class);

    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("loop").factory());
    private final ScheduledExecutorService look = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("look").daemon().factory());
    private final BiConsumer<Node, Pass> listener;
    private volatile @Nullable Node node;
    private volatile @Nullable Pass lastPass;

    /** A pass over all services that is over: what it went by, when it ended, how long it took. */
    public record Pass(SiteView view, Instant at, Duration took) {}

    public NodeThread() {
        this((node, pass) -> {});
    }

    /** @param listener told of every pass, on the node's thread */
    public NodeThread(BiConsumer<Node, Pass> listener) {
        this.listener = listener;
    }

    /** Makes the node on its thread and begins to pass over its services. */
    public void start(Supplier<Node> maker, Duration every) {
        var made = CompletableFuture.supplyAsync(maker, loop).join();
        node = made;
        var unused = look.scheduleWithFixedDelay(() -> lookAndPass(made), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookAndPass(Node made) {
        try {
            SiteView view = made.look();
            var begun = System.nanoTime();
            var done = new CompletableFuture<Void>();
            loop.execute(() -> slice(made.round(view), done));
            done.thenRunAsync(() -> passed(made, view, begun), loop).join();
        } catch (RuntimeException e) {
            LOG.error("a pass over all services failed; the next one follows", e);
        }
    }

    /** Requests and readings that have come meanwhile are served between slices. */
    private void slice(Round round, CompletableFuture<Void> done) {
        try {
            var until = System.nanoTime() + SLICE_NANOS;
            if (round.walk(() -> System.nanoTime() - until >= 0)) {
                loop.execute(() -> slice(round, done));
            } else {
                done.complete(null);
            }
        } catch (RuntimeException | StackOverflowError e) {
            done.completeExceptionally(e);
        }
    }

    private void passed(Node made, SiteView view, long begun) {
        var pass = new Pass(view, made.clock().instant(), Duration.ofNanos(System.nanoTime() - begun));
        lastPass = pass;
        listener.accept(made, pass);
    }

    /** The last pass that did not fail, null before the first one. Any thread may ask. */
    public @Nullable Pass lastPass() {
        return lastPass;
    }

    /** Does something with the node on its thread; the future fails with what the function throws. */
    public <T> CompletableFuture<T> call(Function<Node, T> function) {
        return CompletableFuture.supplyAsync(
                () -> {
                    var made = node;
                    if (made == null) {
                        throw new IllegalStateException("the node is not started");
                    }
                    return function.apply(made);
                },
                loop);
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    /** Ends both threads; what is being done is finished first. */
    @Override
    public void close() {
        look.shutdownNow();
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
