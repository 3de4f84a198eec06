package io.reservoir.controller.api;

import io.reservoir.cluster.link.News;
import io.reservoir.cluster.link.PeerNetwork;
import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.CommitLog;
import io.reservoir.controller.api.backend.Feed;
import io.reservoir.controller.api.backend.Peers;
import io.reservoir.controller.api.backend.Telemetry;
import io.reservoir.controller.api.http.ApiServer;
import io.reservoir.controller.api.http.PeerRequests;
import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.api.operation.Operations;
import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.execute.PooledHostCalls;
import io.reservoir.controller.intake.Admission;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.node.Blackout;
import io.reservoir.controller.node.Lane;
import io.reservoir.controller.node.Lanes;
import io.reservoir.controller.node.Node;
import io.reservoir.controller.policy.PolicyOffice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Ids;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.sla.SlaClasses;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One controller with all that runs around it: its threads, its hosts' threads, its metrics and its HTTP server. */
public final class ControlPlane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Lanes lanes;
    private final PooledHostCalls calls;
    private final Telemetry telemetry;
    private final ScheduledExecutorService probe;
    private final ApiServer server;
    private final @Nullable Links links;

    /** What there is where this node has peers. */
    private record Links(PeerNetwork network, PeerDesk desk) {
        void close() {
            network.close();
            desk.close();
        }
    }

    /**
     * What a control plane is made of.
     *
     * @param ledger stays open when the control plane is closed
     * @param lanes how many threads its services live on
     * @param passEvery from the end of one pass over all services to the next one
     * @param peers null for a node that is alone
     */
    public record Parts(
            String name,
            Ids ids,
            Ledger ledger,
            Collection<Host> hosts,
            InstantSource clock,
            SlaClasses classes,
            PolicyOffice policy,
            int lanes,
            Duration passEvery,
            Limits readings,
            ServerSettings http,
            @Nullable PeerSettings peers) {}

    private ControlPlane(
            Lanes lanes,
            PooledHostCalls calls,
            Telemetry telemetry,
            ScheduledExecutorService probe,
            ApiServer server,
            @Nullable Links links) {
        this.lanes = lanes;
        this.calls = calls;
        this.telemetry = telemetry;
        this.probe = probe;
        this.server = server;
        this.links = links;
    }

    /** Takes the services of the ledger over, begins to pass over them and to listen; or says why it cannot listen. */
    public static ControlPlane start(Parts parts) throws IOException {
        var telemetry = new Telemetry();
        var feed = new Feed();
        var network = new AtomicReference<@Nullable PeerNetwork>();
        Consumer<Recorded> appended = new CommitLog()
                .andThen(telemetry::appended)
                .andThen(feed)
                .andThen(recorded -> tell(network.get(), recorded));
        Consumer<Admission> admitted = telemetry::admitted;
        var lanes = new Lanes(parts.lanes(), telemetry::passed);
        var calls = new PooledHostCalls();
        Links links = null;
        var probe = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("probe").daemon().factory());
        try {
            var common = new Node.Common(
                    parts.ledger(),
                    parts.hosts(),
                    parts.clock(),
                    parts.classes(),
                    StandardTariff.load(),
                    new Blackout(),
                    parts.policy().first(parts.ledger()),
                    appended);
            var peering = parts.peers();
            var peers = peering == null
                    ? Peers.none()
                    : Peers.of(peering.owners(), peering.identity().node());
            lanes.start(
                    (lane, ours) ->
                            new Node(parts.name(), parts.ids(), ours.and(peers::isOurs), calls.on(lane), common),
                    parts.passEvery());
            var unused = probe.scheduleAtFixedRate(() -> measureLag(lanes, telemetry), 1, 1, TimeUnit.SECONDS);
            var backend = new Backend(
                    lanes,
                    parts.clock(),
                    parts.ledger(),
                    feed,
                    telemetry,
                    parts.readings(),
                    admitted,
                    PATIENCE,
                    peers);
            var operations = Operations.all(
                    backend,
                    parts.policy(),
                    parts.classes(),
                    parts.clock(),
                    parts.http().limits().heartbeat());
            links = peering == null ? null : link(peering, new PeerDesk(backend, new PeerRequests(operations, parts.ids())), backend);
            if (links != null) {
                network.set(links.network());
                var reaching = links.network();
                var unusedToo = probe.scheduleWithFixedDelay(
                        () -> keepLinks(reaching, peers), 0, 1, TimeUnit.SECONDS);
            }
            var server = ApiServer.start(parts.http(), operations, parts.clock(), parts.ids(), telemetry::requested);
            return new ControlPlane(lanes, calls, telemetry, probe, server, links);
        } catch (CompletionException e) {
            stop(links, lanes, calls, telemetry, probe);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (IOException | RuntimeException e) {
            stop(links, lanes, calls, telemetry, probe);
            throw e;
        }
    }

    private static Links link(PeerSettings settings, PeerDesk desk, Backend backend) throws IOException {
        try {
            var network = PeerNetwork.start(new PeerNetwork.Parts(
                    settings.identity(),
                    settings.address(),
                    settings.port(),
                    settings.link(),
                    settings.tls(),
                    desk,
                    settings.chance(),
                    backend.telemetry()::linked));
            backend.peers().reachBy(network);
            return new Links(network, desk);
        } catch (IOException | RuntimeException e) {
            desk.close();
            throw e;
        }
    }

    private static void tell(@Nullable PeerNetwork network, Recorded recorded) {
        if (network != null) {
            var manifest = recorded.entry() instanceof Entry.Submitted;
            network.tell(new News(recorded.service(), recorded.seq(), recorded.seq(), manifest));
        }
    }

    private static void keepLinks(PeerNetwork network, Peers peers) {
        try {
            network.keep(peers.others().nodes());
        } catch (RuntimeException e) {
            LOG.error("links to peers could not be looked after", e);
        }
    }

    private static void measureLag(Lanes lanes, Telemetry telemetry) {
        for (Lane lane : lanes.all()) {
            var askedNanos = System.nanoTime();
            lane.execute(() -> telemetry.waited(Duration.ofNanos(System.nanoTime() - askedNanos)));
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Where its peers' links end; 0 where it has none. */
    public int peerPort() {
        return links == null ? 0 : links.network().port();
    }

    /** The threads of its nodes. */
    public Lanes lanes() {
        return lanes;
    }

    /** Answers the requests that are being done, then ends the nodes. Its VEEs go on. */
    @Override
    public void close() {
        LOG.info("stopping: no more requests are taken");
        server.close();
        stop(links, lanes, calls, telemetry, probe);
    }

    private static void stop(
            @Nullable Links links,
            Lanes lanes,
            PooledHostCalls calls,
            Telemetry telemetry,
            ScheduledExecutorService probe) {
        probe.shutdownNow();
        if (links != null) {
            links.close();
        }
        lanes.close();
        calls.close();
        telemetry.close();
    }
}
