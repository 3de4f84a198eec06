package io.reservoir.controller.api;

import io.reservoir.cluster.link.LinkIdentity;
import io.reservoir.cluster.link.News;
import io.reservoir.cluster.link.PeerNetwork;
import io.reservoir.cluster.ownership.Membership;
import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.CommitLog;
import io.reservoir.controller.api.backend.ConsoleDesk;
import io.reservoir.controller.api.backend.Feed;
import io.reservoir.controller.api.backend.Peers;
import io.reservoir.controller.api.backend.SnapshotDesk;
import io.reservoir.controller.api.backend.Telemetry;
import io.reservoir.controller.api.backend.VolumeDesk;
import io.reservoir.controller.api.http.ApiServer;
import io.reservoir.controller.api.http.PeerRequests;
import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.api.operation.Operations;
import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.execute.PooledHostCalls;
import io.reservoir.controller.intake.Gatherer;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.node.Blackout;
import io.reservoir.controller.node.Lane;
import io.reservoir.controller.node.Lanes;
import io.reservoir.controller.node.Node;
import io.reservoir.controller.policy.PolicyFollower;
import io.reservoir.controller.policy.PolicyOffice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Ids;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.MetricSource;
import io.reservoir.model.port.Owners;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.rules.compile.ShapeCache;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One controller with all that runs around it: its threads, its hosts' threads, its metrics and its HTTP server. */
public final class ControlPlane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Lanes lanes;
    private final InstantSource clock;
    private final PooledHostCalls calls = new PooledHostCalls();
    private final ConsoleDesk consoles;
    private final SnapshotDesk snapshots;
    private final VolumeDesk volumes;
    private final Telemetry telemetry = new Telemetry();
    private final ScheduledExecutorService probe = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("probe").daemon().factory());
    private @Nullable CompletableFuture<Membership> joining;
    private volatile @Nullable Keeping keeping;
    private volatile @Nullable PeerDesk desk;
    private volatile @Nullable PeerNetwork network;
    private volatile @Nullable ApiServer server;
    private boolean hasStoppedServing;

    /**
     * What a control plane is made of.
     *
     * @param ledger stays open when the control plane is closed
     * @param lanes how many threads its services live on
     * @param passEvery from the end of one pass over all services to the next one
     * @param peers how it is linked with the other nodes of its cluster, null for a node that is alone
     */
    public record Parts(
            Seat seat,
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

    private ControlPlane(Parts parts) {
        clock = parts.clock();
        consoles = new ConsoleDesk(parts.hosts());
        snapshots = new SnapshotDesk(parts.hosts());
        volumes = new VolumeDesk(parts.hosts());
        lanes = new Lanes(parts.lanes(), telemetry::passed);
    }

    /** Joins its cluster, takes over what is its own there, and listens; or says why it cannot listen. */
    public static ControlPlane start(Parts parts) throws IOException {
        var plane = new ControlPlane(parts);
        try {
            plane.begin(parts);
            return plane;
        } catch (CompletionException e) {
            plane.stop();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (IOException | RuntimeException e) {
            plane.stop();
            throw e;
        }
    }

    private void begin(Parts parts) throws IOException {
        // who joins waits for the others most of the time, and the policy is compiled meanwhile
        var joined = CompletableFuture.supplyAsync(parts.seat().joining());
        joining = joined;
        var feed = new Feed();
        Consumer<Recorded> appended =
                new CommitLog().andThen(telemetry::appended).andThen(feed).andThen(this::tellPeers);
        var common = new Node.Common(
                new CountedLedger(parts.ledger(), telemetry::refusedWrite),
                parts.hosts(),
                parts.clock(),
                parts.classes(),
                StandardTariff.load(),
                new Blackout(),
                parts.policy().first(parts.ledger()),
                new ShapeCache(),
                appended);
        lanes.start(lane -> new Node(calls.on(lane), common), parts.passEvery());
        var kept = Keeping.start(parts.seat(), joined.join(), parts.ledger(), lanes, telemetry::fenced, parts.clock());
        keeping = kept;
        telemetry.watch(kept.keeper()::view);
        telemetry.watchQueue(lanes::queued);
        var follower = new PolicyFollower(
                parts.ledger(),
                kept.keeper(),
                common.policy().hash(),
                rules -> lanes.all().forEach(lane -> lane.use(rules)));
        var unusedFollowing = probe.scheduleWithFixedDelay(follower::look, 5, 5, TimeUnit.SECONDS);
        var unused = probe.scheduleAtFixedRate(this::measureLag, 1, 1, TimeUnit.SECONDS);
        var linked = parts.peers();
        var peers = linked == null
                ? Peers.none(kept.keeper())
                : Peers.of(kept.keeper(), parts.seat().self().node());
        var backend = new Backend(
                lanes,
                parts.clock(),
                parts.ledger(),
                feed,
                telemetry,
                parts.readings(),
                telemetry::admitted,
                PATIENCE,
                peers);
        var operations = Operations.all(
                backend,
                parts.policy(),
                parts.classes(),
                consoles,
                snapshots,
                volumes,
                kept.keeper()::view,
                parts.clock(),
                parts.http().limits().heartbeat());
        if (linked != null) {
            link(parts, linked, backend, new PeerRequests(operations, parts.ids()));
        }
        server = ApiServer.start(parts.http(), operations, parts.clock(), parts.ids(), telemetry::requested);
    }

    private void link(Parts parts, PeerSettings settings, Backend backend, PeerRequests requests) throws IOException {
        var self = parts.seat().self();
        var made = new PeerDesk(backend, requests);
        desk = made;
        var links = PeerNetwork.start(new PeerNetwork.Parts(
                new LinkIdentity(settings.cluster(), parts.seat().release(), settings.schema(), self.node()),
                settings.address(),
                self.peerPort(),
                settings.link(),
                settings.tls(),
                made,
                settings.chance(),
                telemetry::linked));
        network = links;
        backend.peers().reachBy(links);
        var unused = probe.scheduleWithFixedDelay(() -> keepLinks(links, backend.peers()), 0, 1, TimeUnit.SECONDS);
    }

    private static void keepLinks(PeerNetwork links, Peers peers) {
        try {
            links.keep(peers.others().nodes());
        } catch (RuntimeException e) {
            LOG.error("links to peers could not be looked after", e);
        }
    }

    private void tellPeers(Recorded recorded) {
        var links = network;
        if (links != null) {
            var manifest = recorded.entry() instanceof Entry.Submitted;
            links.tell(new News(recorded.service(), recorded.seq(), recorded.seq(), manifest));
        }
    }

    /** Looks at the hosts as soon as that can be: something happened there. */
    public void lookSoon() {
        lanes.passSoon();
    }

    /** From now on, takes what those sources measure, as it comes. */
    public void gather(List<MetricSource> sources) {
        if (!sources.isEmpty()) {
            var gatherer = new Gatherer(lanes, sources, clock);
            var unused = probe.scheduleWithFixedDelay(gatherer, 1, 1, TimeUnit.SECONDS);
        }
    }

    private void measureLag() {
        for (Lane lane : lanes.all()) {
            var askedNanos = System.nanoTime();
            lane.execute(() -> telemetry.waited(Duration.ofNanos(System.nanoTime() - askedNanos)));
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return Objects.requireNonNull(server).address();
    }

    /** Who owns which services, as this controller knows. */
    public Owners owners() {
        return Objects.requireNonNull(keeping).keeper();
    }

    /** The threads of its nodes. */
    public Lanes lanes() {
        return lanes;
    }

    /** Answers the requests that are being done, hands its shards over, then ends the nodes. Its VEEs go on. */
    @Override
    public void close() {
        LOG.info("stopping: no more requests are taken, and what this node owns is handed over");
        // a request that is being done needs the services that this node still owns
        stopServing();
        Objects.requireNonNull(keeping).leave();
        stop();
    }

    private void stopServing() {
        if (server != null && !hasStoppedServing) {
            hasStoppedServing = true;
            server.close();
        }
    }

    private void stop() {
        stopServing();
        probe.shutdownNow();
        if (network != null) {
            network.close();
        }
        if (desk != null) {
            desk.close();
        }
        if (keeping != null) {
            keeping.close();
        } else if (joining != null) {
            var unused = joining.thenAccept(Membership::close);
        }
        lanes.close();
        calls.close();
        consoles.close();
        snapshots.close();
        volumes.close();
        telemetry.close();
    }
}
