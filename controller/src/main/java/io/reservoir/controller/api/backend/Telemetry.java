package io.reservoir.controller.api.backend;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.reservoir.cluster.link.LinkCounters;
import io.reservoir.cluster.link.PeerLink;
import io.reservoir.cluster.ownership.ClusterView;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.controller.intake.Admission;
import io.reservoir.controller.node.Lanes.Pass;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/** What this node counts of itself, for Prometheus. Safe for many threads. */
public final class Telemetry implements AutoCloseable {
    private static final int CALLS_REMEMBERED = 10_000;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final Map<VeePhase, AtomicLong> veesByPhase = new EnumMap<>(VeePhase.class);
    private final AtomicLong services = new AtomicLong();
    private final AtomicLong silentHosts = new AtomicLong();
    private final Timer passes;
    private final Timer lag;
    private final Counter plans;
    private final Counter fenced;
    private final Counter refusedWrites;
    private final Counter accepted;
    private final Counter ignored;
    private final Counter forwarded;
    private final Map<String, AtomicReference<PeerLink>> links = new ConcurrentHashMap<>();

    /** Calls at hosts that were claimed and not finished, by service and claim. */
    private final Map<String, Call> calls = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Call> eldest) {
            return size() > CALLS_REMEMBERED;
        }
    };

    private volatile double lastLagMillis;

    private record Call(Verb verb, Instant at) {}

    public Telemetry() {
        passes = Timer.builder("reservoir.passes")
                .description("passes over all services")
                .register(registry);
        lag = Timer.builder("reservoir.loop.lag")
                .description("how long something waits until the control loop begins with it")
                .publishPercentiles(0.5, 0.99)
                .register(registry);
        plans = counter("reservoir.plans", "plans committed", "", "");
        fenced = counter("reservoir.fenced", "shards whose ledger refused this node", "", "");
        refusedWrites = counter(
                "reservoir.ledger.refused",
                "writes refused by the ledger because they came of an owner before",
                "",
                "");
        accepted = counter("reservoir.readings.accepted", "readings that statements look at", "", "");
        ignored = counter("reservoir.readings.ignored", "valid readings that change nothing", "", "");
        forwarded = counter("reservoir.readings.forwarded", "readings sent on to the owner of their service", "", "");
        for (var phase : VeePhase.values()) {
            if (phase.isOwned()) {
                var count = new AtomicLong();
                veesByPhase.put(phase, count);
                registry.gauge("reservoir.vees", Tags.of("phase", ViewJson.word(phase)), count);
            }
        }
        registry.gauge("reservoir.services", services);
        registry.gauge("reservoir.hosts.silent", silentHosts);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        gc.bindTo(registry);
    }

    private Counter counter(String name, String description, String tag, String value) {
        var builder = Counter.builder(name).description(description);
        return (tag.isEmpty() ? builder : builder.tag(tag, value)).register(registry);
    }

    public MeterRegistry registry() {
        return registry;
    }

    /** Everything, in Prometheus' text format. */
    public String scrape() {
        return registry.scrape();
    }

    /** A pass is over. */
    public void passed(Pass pass) {
        passes.record(pass.took());
        veesByPhase.forEach((phase, count) -> count.set(pass.tally().vees().getOrDefault(phase, 0L)));
        services.set(pass.tally().services());
        silentHosts.set(pass.view().silent().size());
    }

    /** Something waited that long for the loop. */
    public void waited(Duration time) {
        lag.record(time);
        lastLagMillis = time.toNanos() / 1e6;
    }

    /** How long something waited for the loop when that was measured last. */
    public double lastLagMillis() {
        return lastLagMillis;
    }

    /** Calls at hosts that are waited for. */
    public int callsInFlight() {
        synchronized (calls) {
            return calls.size();
        }
    }

    /** From now on shows how this node stands in its cluster. */
    public void watch(Supplier<ClusterView> cluster) {
        gauge("reservoir.shards", "shards that this node works on", cluster, ClusterView::held);
        gauge(
                "reservoir.shards.unreadable",
                "shards that this node owns and cannot load",
                cluster,
                ClusterView::unreadable);
        gauge("reservoir.cluster.alive", "nodes of the list that this node sees", cluster, ClusterView::alive);
        gauge("reservoir.cluster.majority", "nodes that must see each other", cluster, ClusterView::majority);
        gauge(
                "reservoir.ownership.allowed",
                "1 where this node may own shards, else 0",
                cluster,
                view -> view.hindrance() == null ? 1 : 0);
        gauge(
                "reservoir.database.age.seconds",
                "since an exchange began that the database answered",
                cluster,
                view -> view.databaseAge() == null
                        ? Double.NaN
                        : view.databaseAge().toNanos() / 1e9);
    }

    private void gauge(
            String name, String description, Supplier<ClusterView> cluster, ToDoubleFunction<ClusterView> value) {
        Gauge.builder(name, cluster, source -> value.applyAsDouble(source.get()))
                .description(description)
                .strongReference(true)
                .register(registry);
    }

    /** From now on shows how much waits for the control loops. */
    public void watchQueue(IntSupplier queued) {
        Gauge.builder("reservoir.loop.queue", queued, IntSupplier::getAsInt)
                .description("what waits for the control loops")
                .strongReference(true)
                .register(registry);
    }

    /** A shard's ledger had gone on without this node: what it wanted to write was refused. */
    public void fenced() {
        fenced.increment();
    }

    /** The ledger took nothing of what an owner before wanted to write. */
    public void refusedWrite() {
        refusedWrites.increment();
    }

    /** An entry was appended. */
    public void appended(Recorded recorded) {
        switch (recorded.entry()) {
            case Entry.Decided decided -> decided.decisions().forEach(this::decided);
            case Entry.Planned planned -> plans.increment();
            case Entry.Claimed claimed -> claimed(recorded, claimed);
            case Entry.Finished finished -> finished(recorded, finished);
            case Entry.Noticed noticed ->
                counter(
                                "reservoir.notices",
                                "things told to operators and tenants",
                                "code",
                                ViewJson.word(noticed.notice().code()))
                        .increment();
            case Entry.PolicyInForce inForce -> {
                // its hash is no number
            }
            case Entry.PolicyApplied applied -> {
                // as above
            }
            case Entry.Pruned pruned -> {
                // as above
            }
            case Entry.Submitted submitted -> {
                // seen in the number of services
            }
            case Entry.Activated activated -> {
                // as above
            }
            case Entry.Undeployed undeployed -> {
                // as above
            }
            case Entry.VeeChanged changed -> {
                // seen in the number of VEEs
            }
        }
    }

    private void decided(Decision decision) {
        var direction = decision.target() > decision.from() ? "up" : decision.changes() ? "down" : "none";
        counter("reservoir.decisions", "recorded decisions", "direction", direction)
                .increment();
    }

    private void claimed(Recorded recorded, Entry.Claimed claimed) {
        synchronized (calls) {
            calls.put(recorded.service() + ":" + recorded.seq(), new Call(claimed.verb(), recorded.at()));
        }
    }

    private void finished(Recorded recorded, Entry.Finished finished) {
        Call call;
        synchronized (calls) {
            call = calls.remove(recorded.service() + ":" + finished.intent());
        }
        if (call != null) {
            Timer.builder("reservoir.host.calls")
                    .description("calls at hosts, from claim to finish")
                    .tag("verb", ViewJson.word(call.verb()))
                    .tag("result", ViewJson.word(finished.result()))
                    .register(registry)
                    .record(Duration.between(call.at(), recorded.at()));
        }
    }

    /** A batch of readings was taken or refused. */
    public void admitted(Admission admission) {
        switch (admission) {
            case Admission.Taken taken -> {
                accepted.increment(taken.accepted());
                ignored.increment(taken.ignored());
                forwarded.increment(taken.forwarded());
            }
            case Admission.Refused refused -> refused.faults().forEach(fault -> refused(ViewJson.word(fault.reason())));
            case Admission.TooMany tooMany -> refused("too-many");
            case Admission.Busy busy -> refused("busy");
        }
    }

    private void refused(String reason) {
        counter("reservoir.readings.refused", "readings with a fault, by its kind", "reason", reason)
                .increment();
    }

    /** A link to a peer was made; of those to one address, the last one counts. */
    public void linked(PeerLink link) {
        var peer = link.peer().host() + ":" + link.peer().peerPort();
        links.computeIfAbsent(peer, this::watched).set(link);
    }

    private AtomicReference<PeerLink> watched(String peer) {
        var last = new AtomicReference<PeerLink>();
        var tags = Tags.of("peer", peer);
        counted("reservoir.peer.batches", "batches of readings sent", tags, last, LinkCounters::batches);
        counted("reservoir.peer.readings", "readings sent", tags, last, LinkCounters::readings);
        counted("reservoir.peer.dropped", "readings dropped for newer ones", tags, last, LinkCounters::dropped);
        counted("reservoir.peer.lost", "readings that broken links took along", tags, last, LinkCounters::lost);
        counted("reservoir.peer.untaken", "readings that the peer did not take", tags, last, LinkCounters::untaken);
        counted("reservoir.peer.refused", "links refused by either side", tags, last, LinkCounters::refused);
        counted("reservoir.peer.reconnects", "links made again", tags, last, LinkCounters::reconnects);
        Gauge.builder(
                        "reservoir.peer.queue",
                        last,
                        of -> of.get() == null ? 0 : of.get().depth())
                .description("readings that wait for the peer or are under way to it")
                .tags(tags)
                .register(registry);
        Gauge.builder(
                        "reservoir.peer.up",
                        last,
                        of -> of.get() != null && of.get().isUp() ? 1 : 0)
                .description("whether the link to the peer stands")
                .tags(tags)
                .register(registry);
        return last;
    }

    private void counted(
            String name,
            String description,
            Tags tags,
            AtomicReference<PeerLink> last,
            ToLongFunction<LinkCounters> count) {
        FunctionCounter.builder(
                        name,
                        last,
                        of -> of.get() == null ? 0 : count.applyAsLong(of.get().counters()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /** A request was answered. */
    public void requested(String operation, int status, Duration took) {
        Timer.builder("reservoir.http.requests")
                .description("requests, by operation and status")
                .tag("operation", operation)
                .tag("status", Integer.toString(status))
                .register(registry)
                .record(took);
    }

    @Override
    public void close() {
        gc.close();
        registry.close();
    }
}
