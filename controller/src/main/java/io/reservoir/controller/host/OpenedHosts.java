package io.reservoir.controller.host;

import io.reservoir.controller.api.HostSpec;
import io.reservoir.controller.api.http.TlsSettings;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.controller.sim.SimulatedSite;
import io.reservoir.model.port.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hosts that an operator named, of whatever kind each is. */
public final class OpenedHosts implements AutoCloseable {
    private final Path directory;
    private final @Nullable TlsSettings tls;
    private final boolean networkIsTrusted;
    private final InstantSource clock;
    private final SimulatedSite site = new SimulatedSite();
    private final List<Host> hosts = new ArrayList<>();
    private @Nullable AgentLinks links;

    private OpenedHosts(Path directory, @Nullable TlsSettings tls, boolean networkIsTrusted, InstantSource clock) {
        this.directory = directory;
        this.tls = tls;
        this.networkIsTrusted = networkIsTrusted;
        this.clock = clock;
    }

    /**
     * Opens them. A host that cannot be reached now is opened too; one that must not be spoken to as it is named is an
     * {@link IllegalArgumentException} for who named it.
     *
     * @param directory where simulated ones keep what they know
     * @param tls who we are to agents, null where we have nothing to show
     * @param networkIsTrusted whether agents elsewhere may be spoken to without certificates
     */
    public static OpenedHosts open(
            List<HostSpec> named,
            Path directory,
            @Nullable TlsSettings tls,
            boolean networkIsTrusted,
            InstantSource clock)
            throws IOException {
        var opened = new OpenedHosts(directory, tls, networkIsTrusted, clock);
        try {
            for (var host : named) {
                opened.hosts.add(opened.open(host));
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private Host open(HostSpec named) throws IOException {
        return switch (named) {
            case HostSpec.Simulated simulated ->
                SimulatedHost.in(directory, site, simulated.settings(), FailurePlan.NONE, clock);
            case HostSpec.Agent agent -> behind(agent);
        };
    }

    private Host behind(HostSpec.Agent agent) {
        var address = agent.address();
        if (address.getScheme().equals("http") && !networkIsTrusted && !isOfThisMachine(address.getHost())) {
            throw new IllegalArgumentException("agent " + address
                    + " is elsewhere and would not know us: call it by https and name --tls-cert, --tls-key, --tls-ca");
        }
        if (links == null) {
            links = new AgentLinks(tls);
        }
        return links.host(agent.id(), address, agent.domain());
    }

    private static boolean isOfThisMachine(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    public List<Host> all() {
        return List.copyOf(hosts);
    }

    @Override
    public void close() {
        if (links != null) {
            links.close();
        }
    }
}
