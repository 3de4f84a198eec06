package io.reservoir.controller.host;

import io.reservoir.controller.api.http.ApiServer;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.ServerLimits;
import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.api.operation.Live;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Ids;
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

    private final FileChannel lock;
    private final Fence fence;
    private final Turns turns;
    private final AgentTelemetry telemetry;
    private final ApiServer server;

    private HostAgent(FileChannel lock, Fence fence, Turns turns, AgentTelemetry telemetry, ApiServer server) {
        this.lock = lock;
        this.fence = fence;
        this.turns = turns;
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
        Files.createDirectories(directory);
        var lock = lock(directory);
        try {
            var fence = Fence.open(directory.resolve("fence.log"), host.id());
            try {
                return serve(host, fence, lock, settings, clock, ids);
            } catch (IOException | RuntimeException e) {
                fence.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static HostAgent serve(
            Host host, Fence fence, FileChannel lock, ServerSettings settings, InstantSource clock, Ids ids)
            throws IOException {
        var telemetry = new AgentTelemetry();
        var turns = new Turns(AT_ONCE, WAITING, PATIENCE);
        telemetry.watch("reservoir.agent.at.work", turns, t -> t.load().atWork());
        telemetry.watch("reservoir.agent.waiting", turns, t -> t.load().waiting());
        var fenced = new FencedHost(host, fence);
        List<Operation> operations = List.of(
                new MakeCall(fenced, turns, telemetry),
                new GetCapacity(fenced),
                new ListSightings(fenced),
                new GetDoor(fenced),
                new Live(),
                new AgentReady(fenced),
                new AgentMetrics(telemetry));
        try {
            var server = ApiServer.start(settings, operations, clock, ids, telemetry::requested);
            return new HostAgent(lock, fence, turns, telemetry, server);
        } catch (IOException | RuntimeException e) {
            telemetry.close();
            throw e;
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
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
        telemetry.close();
        try (lock) {
            fence.close();
        } catch (IOException e) {
            LOG.warn("what the agent keeps was not closed in order", e);
        }
    }
}
