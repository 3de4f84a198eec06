package io.reservoir.controller.api;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.CommitLog;
import io.reservoir.controller.api.backend.Feed;
import io.reservoir.controller.api.backend.Telemetry;
import io.reservoir.controller.api.http.ApiServer;
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
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Ids;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.Owners;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One controller with all that runs around it: its threads, its hosts' threads, its metrics and its HTTP server. */
public final class ControlPlane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Lanes lanes;
    private final Keeping keeping;
    private final PooledHostCalls calls;
    private final Telemetry telemetry;
    private final ScheduledExecutorService probe;
    private final ApiServer server;

    /**
     * What a control plane is made of.
     *
     * @param ledger stays open when the control plane is closed
     * @param lanes how many threads its services live on
     * @param passEvery from the end of one pass over all services to the next one
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
            ServerSettings http) {}

    private ControlPlane(
            Lanes lanes,
            Keeping keeping,
            PooledHostCalls calls,
            Telemetry telemetry,
            ScheduledExecutorService probe,
            ApiServer server) {
        this.lanes = lanes;
        this.keeping = keeping;
        this.calls = calls;
        this.telemetry = telemetry;
        this.probe = probe;
        this.server = server;
    }

    /** Joins its cluster, takes over what is its own there, and listens; or says why it cannot listen. */
    public static ControlPlane start(Parts parts) throws IOException {
        var telemetry = new Telemetry();
        var feed = new Feed();
        Consumer<Recorded> appended =
                new CommitLog().andThen(telemetry::appended).andThen(feed);
        Consumer<Admission> admitted = telemetry::admitted;
        var lanes = new Lanes(parts.lanes(), telemetry::passed);
        var calls = new PooledHostCalls();
        var probe = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("probe").daemon().factory());
        Keeping keeping = null;
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
            lanes.start(lane -> new Node(calls.on(lane), common), parts.passEvery());
            keeping = Keeping.start(parts.seat(), parts.ledger(), lanes, parts.clock());
            var unused = probe.scheduleAtFixedRate(() -> measureLag(lanes, telemetry), 1, 1, TimeUnit.SECONDS);
            var backend = new Backend(
                    lanes, parts.clock(), parts.ledger(), feed, telemetry, parts.readings(), admitted, PATIENCE);
            var operations = Operations.all(
                    backend,
                    parts.policy(),
                    parts.classes(),
                    parts.clock(),
                    parts.http().limits().heartbeat());
            var server = ApiServer.start(parts.http(), operations, parts.clock(), parts.ids(), telemetry::requested);
            return new ControlPlane(lanes, keeping, calls, telemetry, probe, server);
        } catch (CompletionException e) {
            stop(keeping, lanes, calls, telemetry, probe);
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } catch (IOException | RuntimeException e) {
            stop(keeping, lanes, calls, telemetry, probe);
            throw e;
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

    /** Who owns which services, as this controller knows. */
    public Owners owners() {
        return keeping.keeper();
    }

    /** The threads of its nodes. */
    public Lanes lanes() {
        return lanes;
    }

    /** Hands its shards over, answers the requests that are being done, then ends the nodes. Its VEEs go on. */
    @Override
    public void close() {
        LOG.info("stopping: what this node owns is handed over");
        keeping.leave();
        server.close();
        stop(keeping, lanes, calls, telemetry, probe);
    }

    private static void stop(
            @Nullable Keeping keeping,
            Lanes lanes,
            PooledHostCalls calls,
            Telemetry telemetry,
            ScheduledExecutorService probe) {
        probe.shutdownNow();
        if (keeping != null) {
            keeping.close();
        }
        lanes.close();
        calls.close();
        telemetry.close();
    }
}
