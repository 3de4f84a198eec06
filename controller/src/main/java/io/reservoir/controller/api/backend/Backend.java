package io.reservoir.controller.api.backend;

import io.reservoir.cluster.link.Taken;
import io.reservoir.cluster.store.StoreUnavailable;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.controller.intake.Admission;
import io.reservoir.controller.intake.Intake;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.intake.RawReading;
import io.reservoir.controller.node.Lane;
import io.reservoir.controller.node.Lanes;
import io.reservoir.controller.node.Node;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The nodes, as operations use them: from any thread, waiting for them as long as a client may be made to wait. */
public final class Backend {
    private final Lanes lanes;
    private final Ledger ledger;
    private final Feed feed;
    private final Telemetry telemetry;
    private final Limits limits;
    private final Intake intake;
    private final Duration patience;
    private final InstantSource clock;
    private final Peers peers;
    private final Catalogue catalogue;
    private final LedgerMemory memory;

    /** @param patience how long a call may wait for a node's thread */
    public Backend(
            Lanes lanes,
            InstantSource clock,
            Ledger ledger,
            Feed feed,
            Telemetry telemetry,
            Limits limits,
            Consumer<Admission> admissions,
            Duration patience,
            Peers peers) {
        this.lanes = lanes;
        this.ledger = ledger;
        this.feed = feed;
        this.telemetry = telemetry;
        this.limits = limits;
        this.patience = patience;
        this.clock = clock;
        this.peers = peers;
        memory = new LedgerMemory(ledger);
        catalogue = new Catalogue(peers, memory);
        intake = new Intake(new Road(lanes, peers, catalogue, this::take), clock, limits, admissions);
    }

    /**
     * Does something with the node of a service on its thread and waits for it; {@link Unavailable} if that takes too
     * long. What has not begun by then is not done any more.
     */
    public <T extends @Nullable Object> T node(ServiceId service, Function<Node, T> function) {
        return await(begin(lanes.of(service), function));
    }

    /** The same with every node, all at the same time. */
    public <T extends @Nullable Object> List<T> nodes(Function<Node, T> function) {
        var begun = lanes.all().stream().map(lane -> begin(lane, function)).toList();
        return begun.stream().map(this::await).toList();
    }

    private static <T extends @Nullable Object> CompletableFuture<T> begin(Lane lane, Function<Node, T> function) {
        var result = new CompletableFuture<T>();
        try {
            var unused = lane.call(node -> {
                        if (!result.isDone()) {
                            run(function, node, result);
                        }
                        return true;
                    })
                    .exceptionally(result::completeExceptionally);
        } catch (RejectedExecutionException e) {
            throw new Unavailable("the node is stopping");
        }
        return result;
    }

    private <T extends @Nullable Object> T await(CompletableFuture<T> result) {
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            result.cancel(false);
            throw new Unavailable("the control loop does not answer");
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

    /**
     * A service as this node knows it: by itself if it owns it, else by the ledger; null where there is no such
     * service, {@link Unavailable} where that cannot be told.
     */
    public @Nullable Known known(ServiceId service) {
        if (peers.isOurs(service)) {
            var known = node(service, node -> Known.of(node, service));
            if (known != null && !peers.areNone()) {
                memory.remember(known);
            }
            return known;
        }
        return memory.of(service).known(clock.instant());
    }

    /** Sends readings on their road, and decides about what they bring. */
    public Admission accept(List<RawReading> batch) {
        return intake.accept(batch);
    }

    /** Takes readings that a peer has checked. They are of services that this node owns, or owned a moment ago. */
    public CompletionStage<Taken> acceptChecked(List<Reading> readings) {
        var ours = readings.stream()
                .filter(reading -> peers.isOurs(reading.service()))
                .toList();
        var begun = lanes.byLane(ours).entrySet().stream()
                .map(part -> begin(part.getKey(), node -> node.accept(part.getValue())))
                .toList();
        return CompletableFuture.allOf(begun.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    var accepted =
                            begun.stream().mapToInt(CompletableFuture::join).sum();
                    telemetry.admitted(Admission.Taken.of(accepted, ours.size()));
                    return new Taken(accepted, ours.size() - accepted, readings.size() - ours.size());
                });
    }

    private int take(List<Reading> readings) {
        var taking = lanes.byLane(readings).entrySet().stream()
                .map(part -> begin(part.getKey(), node -> node.accept(part.getValue())))
                .toList();
        return taking.stream().mapToInt(this::await).sum();
    }

    /** How many readings a batch may hold. */
    public int batchLimit() {
        return limits.batch();
    }

    /** The last pass over all services, null before the first one. */
    public Lanes.@Nullable Pass lastPass() {
        return lanes.lastPass();
    }

    /** To be read, on a thread that may block. */
    public LedgerReader ledger() {
        return new LedgerReader(ledger);
    }

    public Peers peers() {
        return peers;
    }

    public Catalogue catalogue() {
        return catalogue;
    }

    public Feed feed() {
        return feed;
    }

    public Telemetry telemetry() {
        return telemetry;
    }
}
