package io.reservoir.controller.host;

import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.ManualClock;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.controller.sim.SimulatedSite;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Host.Nic;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An agent over a simulated host, on a free port, and a controller's way to it; time stands still unless told. */
final class AgentLab implements AutoCloseable {
    static final Epoch EPOCH = new Epoch(7);
    static final Size SMALL = new Size(1, 1L << 30, 10L << 30);
    static final HostId H1 = new HostId("h1");

    final ManualClock clock;
    final SimulatedHost simulated;
    final AgentLinks links = new AgentLinks(null);
    HostAgent agent;
    final AgentHost host;

    private final SimulatedSite site;
    private final Path directory;
    private long intents;
    private boolean running = true;

    AgentLab(Path directory) {
        this(directory, FailurePlan.NONE);
    }

    AgentLab(Path directory, FailurePlan failures) {
        this(directory, new SimulatedSite(), H1, failures, new ManualClock(Instant.parse("2026-01-01T00:00:00Z")));
    }

    private AgentLab(Path directory, SimulatedSite site, HostId id, FailurePlan failures, ManualClock clock) {
        this.directory = directory;
        this.site = site;
        this.clock = clock;
        var settings = new SimulatedHost.Settings(
                id,
                "north",
                new Size(16, 32L << 30, 400L << 30),
                Duration.ofSeconds(40),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                42);
        try {
            simulated = SimulatedHost.in(directory.resolve("hosts"), site, settings, failures, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        agent = start(0);
        host = connect(id);
    }

    /** Another host of this site, with an agent of its own. */
    AgentLab neighbour(Path itsDirectory) {
        return new AgentLab(itsDirectory, site, new HostId("h2"), FailurePlan.NONE, clock);
    }

    private HostAgent start(int port) {
        try {
            return HostAgent.start(
                    simulated, directory, ServerSettings.local(port).with(HostAgent.LIMITS), clock, () -> "id");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the agent and starts the next one at the same address, over the same host and directory. */
    void restart() {
        var port = port();
        agent.close();
        agent = start(port);
    }

    int port() {
        return agent.address().getPort();
    }

    AgentHost connect(HostId name) {
        return links.host(name, URI.create("http://127.0.0.1:" + port()), null);
    }

    IntentId next() {
        return new IntentId(++intents);
    }

    static VeeId vee(int ordinal) {
        return new VeeId(new ServiceId("shop"), "C1", ordinal, 1);
    }

    static Host.Definition definition(VeeId vee) {
        return definition(vee, SMALL);
    }

    static Host.Definition definition(VeeId vee, Size size) {
        return new Host.Definition(vee, size, null, List.of(new Nic("RED", null)), List.of(), Probe.DEFAULT);
    }

    /** Ends the agent; its host goes on. */
    void stop() {
        if (running) {
            running = false;
            agent.close();
        }
    }

    @Override
    public void close() {
        links.close();
        stop();
    }
}
