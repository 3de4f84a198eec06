package io.reservoir.controller.node;

import io.reservoir.controller.observe.SiteView;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that the services of a controller live on, each service on one of them by its shard. All pass over their
 * services at the same time, again and again; hosts are looked at on a thread beside them, so that a host that hangs
 * delays observation and not requests.
 */
public final class Lanes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private final List<Lane> lanes;
    private final ScheduledExecutorService look = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("look").daemon().factory());
    private final Consumer<Pass> listener;
    private @Nullable Lookout lookout;
    private Set<String> served = Set.of();
    private final AtomicBoolean isPassDue = new AtomicBoolean();
    private final Set<Shard> lost = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Pass lastPass;

    /**
     * A pass over all services that is over: what it went by, when it ended, how long it took, what there was then.
     *
     * @param took from its begin until the last lane was done
     */
    public record Pass(SiteView view, Instant at, Duration took, Node.Tally tally) {}

    /** Makes the node of one lane, on its thread. */
    @FunctionalInterface
    public interface Maker {
        Node make(Lane lane);
    }

    /** @param listener told of every pass */
    public Lanes(int count, Consumer<Pass> listener) {
        this.listener = listener;
        lanes = IntStream.range(0, count)
                .mapToObj(number -> new Lane("loop-" + number))
                .toList();
    }

    /** Makes the nodes and begins to pass over their services. */
    public void start(Maker maker, Duration every) {
        for (var lane : lanes) {
            lane.start(() -> maker.make(lane));
        }
        var node = lanes.getFirst().started();
        lookout = new Lookout(node.hosts(), node.clock(), node::uptime);
        var unused = look.scheduleWithFixedDelay(this::lookAndPass, 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Passes over all services as soon as that can be, beside the passes that come anyway. */
    public void passSoon() {
        if (isPassDue.compareAndSet(false, true)) {
            try {
                look.execute(() -> {
                    isPassDue.set(false);
                    lookAndPass();
                });
            } catch (RejectedExecutionException e) {
                LOG.debug("no more passes: it is stopping", e);
            }
        }
    }

    /** How much waits for the threads of all lanes. */
    public int queued() {
        return lanes.stream().mapToInt(Lane::queued).sum();
    }

    /** Shards of which a service's ledger went on without this controller, each told once. */
    Set<Shard> takeLost() {
        var taken = Set.copyOf(lost);
        lost.removeAll(taken);
        return taken;
    }

    private void lookAndPass() {
        var watch = Objects.requireNonNull(lookout);
        try {
            var node = lanes.getFirst().started();
            if (!served.containsAll(services())) {
                watch.rewind();
            }
            served = Set.copyOf(services());
            var view = watch.look();
            if (look.isShutdown()) {
                // a look that is broken off shows hosts silent that are not
                return;
            }
            var begun = System.nanoTime();
            var passing = lanes.stream().map(lane -> lane.pass(view)).toList();
            lanes.forEach(lane -> lane.execute(() -> lost.addAll(lane.started().lost())));
            var tally = passing.stream()
                    .map(CompletableFuture::join)
                    .reduce(Node.Tally::plus)
                    .orElseThrow();
            watch.taken(view, this::holds);
            var pass = new Pass(view, node.clock().instant(), Duration.ofNanos(System.nanoTime() - begun), tally);
            lastPass = pass;
            listener.accept(pass);
        } catch (RuntimeException e) {
            watch.rewind();
            if (!look.isShutdown()) {
                LOG.error("a pass over all services failed; the next one follows", e);
            }
        }
    }

    /** True if a service is ours and its ledger takes entries of us. */
    private boolean holds(ServiceId service) {
        return of(service).call(node -> node.holds(service)).join();
    }

    /** The lane of a service, whether there is such a service or not. */
    public Lane of(ServiceId service) {
        return of(Shard.of(service));
    }

    /** The lane of a shard. */
    Lane of(Shard shard) {
        return lanes.get(shard.number() % lanes.size());
    }

    public List<Lane> all() {
        return lanes;
    }

    /** All services, by name. Any thread may ask. */
    public List<String> services() {
        return lanes.stream()
                .flatMap(lane -> lane.started().services().stream())
                .map(ServiceId::name)
                .sorted()
                .toList();
    }

    /** The program of a service, null where there is no such service. Any thread may ask. */
    public @Nullable CheckedService program(ServiceId service) {
        return of(service).started().program(service);
    }

    /** Readings by the lane of their service, in their order. */
    public Map<Lane, List<Reading>> byLane(List<Reading> readings) {
        return readings.stream()
                .collect(Collectors.groupingBy(
                        reading -> of(reading.service()), LinkedHashMap::new, Collectors.toList()));
    }

    /** The last pass that did not fail, null before the first one. Any thread may ask. */
    public @Nullable Pass lastPass() {
        return lastPass;
    }

    /** Ends all threads; what is being done is finished first. */
    @Override
    public void close() {
        look.shutdownNow();
        if (lookout != null) {
            lookout.close();
        }
        lanes.forEach(Lane::close);
    }
}
