package io.reservoir.controller.host;

import io.reservoir.controller.api.http.ApiServer;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.ServerLimits;
import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.api.operation.Live;
import io.reservoir.model.port.Consoles;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Ids;
import io.reservoir.model.port.VeeSnapshots;
import io.reservoir.model.port.Volumes;
import io.reservoir.model.site.HostId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent of one host: what it keeps on disk, and its HTTP server for controllers. Its directory belongs to it alone
 * as long as it runs.
 */
public final class HostAgent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostAgent.class);

    /** Controllers are few, and known where there is TLS: what bounds them is the number of calls at once. */
    public static final ServerLimits LIMITS = ServerLimits.DEFAULT.withRate(1_000, 2_000);

    /** More calls at once do not make a hypervisor faster. */
    private static final int AT_ONCE = 4;

    private static final int WAITING = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LAST_CALLS = Duration.ofSeconds(30);

    /** A second behind is what a bill may be where a hypervisor tells nothing by itself. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final int MOST_EVIDENCE = 200_000;

    private final Kept kept;
    private final Turns turns;
    private final ScheduledExecutorService looking;
    private final AgentTelemetry telemetry;
    private final ApiServer server;

    /** What it keeps on disk. */
    private record Kept(FileChannel lock, Fence fence, EvidenceLog evidence, LastLook lastLook)
            implements AutoCloseable {
        static Kept open(Path directory, HostId host, Ids ids) throws IOException {
            Files.createDirectories(directory);
            var lock = locked(directory);
            try {
                var fence = Fence.open(directory.resolve("fence.log"), host);
                try {
                    var evidence = EvidenceLog.open(directory.resolve("evidence.log"), ids);
                    return new Kept(lock, fence, evidence, LastLook.open(directory.resolve("last-look")));
                } catch (IOException | RuntimeException e) {
                    fence.close();
                    throw e;
                }
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        }

        @Override
        public void close() {
            try (lock;
                    fence;
                    evidence) {
                LOG.debug("closing what the agent keeps");
            } catch (IOException e) {
                LOG.warn("what the agent keeps was not closed in order", e);
            }
        }
    }

    private HostAgent(
            Kept kept, Turns turns, ScheduledExecutorService looking, AgentTelemetry telemetry, ApiServer server) {
        this.kept = kept;
        this.turns = turns;
        this.looking = looking;
        this.telemetry = telemetry;
        this.server = server;
    }

    /**
     * Begins to serve a host, of which it is the only writer.
     *
     * @param directory where it keeps what it must not forget; made if need be
     */
    public static HostAgent start(Host host, Path directory, ServerSettings settings, InstantSource clock, Ids ids)
            throws IOException {
        var kept = Kept.open(directory, host.id(), ids);
        var telemetry = new AgentTelemetry();
        var looking = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("meter").daemon().factory());
        try {
            var metered = new MeteredHost(host, kept.evidence(), MOST_EVIDENCE, kept.lastLook(), clock);
            var turns = new Turns(AT_ONCE, WAITING, PATIENCE);
            watch(telemetry, turns, kept.evidence());
            metered.list();
            var server = ApiServer.start(
                    settings,
                    operations(
                            new FencedHost(metered, kept.fence()),
                            Consoles.of(host),
                            VeeSnapshots.of(host),
                            new FencedVolumes(host.id(), Volumes.of(host), kept.fence()),
                            kept.evidence(),
                            turns,
                            telemetry),
                    clock,
                    ids,
                    telemetry::requested);
            var unused = looking.scheduleWithFixedDelay(
                    () -> look(metered), LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            return new HostAgent(kept, turns, looking, telemetry, server);
        } catch (IOException | RuntimeException e) {
            looking.shutdownNow();
            telemetry.close();
            kept.close();
            throw e;
        }
    }

    private static void look(MeteredHost host) {
        try {
            host.list();
        } catch (RuntimeException e) {
            LOG.error("host {} could not be looked at; the next look follows", host.id(), e);
        }
    }

    private static void watch(AgentTelemetry telemetry, Turns turns, EvidenceLog evidence) {
        telemetry.watch("reservoir.agent.at.work", turns, t -> t.load().atWork());
        telemetry.watch("reservoir.agent.waiting", turns, t -> t.load().waiting());
        telemetry.watch("reservoir.agent.evidence", evidence, EvidenceLog::size);
    }

    private static List<Operation> operations(
            FencedHost host,
            Consoles consoles,
            VeeSnapshots snapshots,
            Volumes volumes,
            EvidenceLog evidence,
            Turns turns,
            AgentTelemetry telemetry) {
        return List.of(
                new MakeCall(host, turns, telemetry),
                new GetCapacity(host),
                new ListSightings(host),
                new GetDoor(host),
                new ReadConsole(host.id(), consoles),
                SnapshotQuestion.list(host.id(), snapshots),
                SnapshotQuestion.take(host.id(), snapshots),
                SnapshotQuestion.delete(host.id(), snapshots),
                new ListVolumes(host.id(), volumes),
                new DeleteVolume(host.id(), volumes),
                new ReadEvidence(host.id(), evidence),
                new AcknowledgeEvidence(host.id(), evidence),
                new Live(),
                new AgentReady(host),
                new AgentMetrics(telemetry));
    }

    private static FileChannel locked(Path directory) throws IOException {
        var file = directory.resolve("lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // said below
        }
        channel.close();
        throw new IOException("another agent runs on " + directory + ": a host has one");
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Takes no more requests, lets calls that were begun end, and closes. The VEEs go on. */
    @Override
    public void close() {
        server.close();
        if (!turns.awaitQuiet(LAST_CALLS)) {
            LOG.warn("calls at the host did not end within {} s", LAST_CALLS.toSeconds());
        }
        looking.shutdown();
        try {
            if (!looking.awaitTermination(LAST_CALLS.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the last look at the host did not end within {} s", LAST_CALLS.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        telemetry.close();
        kept.close();
    }
}
