package io.reservoir.controller.api.backend;

import io.reservoir.cluster.store.StoreUnavailable;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.controller.intake.Admission;
import io.reservoir.controller.intake.Intake;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.intake.RawReading;
import io.reservoir.controller.node.Node;
import io.reservoir.controller.node.NodeThread;
import io.reservoir.model.port.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The node, as operations use it: from any thread, waiting for it as long as a client may be made to wait. */
public final class Backend {
    private final NodeThread thread;
    private final Ledger ledger;
    private final Feed feed;
    private final Telemetry telemetry;
    private final Limits limits;
    private final Consumer<Admission> admissions;
    private final Duration patience;

    /** Belongs to the node's thread. */
    private @Nullable Intake intake;

    /** @param patience how long a call may wait for the node's thread */
    public Backend(
            NodeThread thread,
            Ledger ledger,
            Feed feed,
            Telemetry telemetry,
            Limits limits,
            Consumer<Admission> admissions,
            Duration patience) {
        this.thread = thread;
        this.ledger = ledger;
        this.feed = feed;
        this.telemetry = telemetry;
        this.limits = limits;
        this.admissions = admissions;
        this.patience = patience;
    }

    /**
     * Does something with the node on its thread and waits for it; {@link Unavailable} if that takes too long. What
     * has not begun by then is not done any more.
     */
    public <T extends @Nullable Object> T node(Function<Node, T> function) {
        var result = new CompletableFuture<T>();
        try {
            var unused = thread.call(node -> {
                        if (!result.isDone()) {
                            run(function, node, result);
                        }
                        return true;
                    })
                    .exceptionally(result::completeExceptionally);
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            result.cancel(false);
            throw new Unavailable("the control loop does not answer");
        } catch (RejectedExecutionException e) {
            throw new Unavailable("the node is stopping");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable("the node is stopping");
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    private static RuntimeException failure(@Nullable Throwable cause) {
        return switch (cause) {
            case StoreUnavailable unavailable -> new Unavailable("the ledger does not answer");
            case RuntimeException bug -> bug;
            case null, default -> new IllegalStateException(cause);
        };
    }

    private static <T extends @Nullable Object> void run(
            Function<Node, T> function, Node node, CompletableFuture<T> result) {
        try {
            result.complete(function.apply(node));
        } catch (RuntimeException | StackOverflowError e) {
            result.completeExceptionally(e);
        }
    }

    /** Sends readings on their road, and decides about what they bring. */
    public Admission accept(List<RawReading> batch) {
        return node(node -> {
            if (intake == null) {
                intake = Intake.of(node, limits, admissions);
            }
            var admission = intake.accept(batch);
            node.react();
            return admission;
        });
    }

    /** How many readings a batch may hold. */
    public int batchLimit() {
        return limits.batch();
    }

    /** The last pass over all services, null before the first one. */
    public NodeThread.@Nullable Pass lastPass() {
        return thread.lastPass();
    }

    /** To be read, on a thread that may block. */
    public LedgerReader ledger() {
        return new LedgerReader(ledger);
    }

    public Feed feed() {
        return feed;
    }

    public Telemetry telemetry() {
        return telemetry;
    }
}
