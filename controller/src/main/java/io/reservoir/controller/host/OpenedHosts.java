package io.reservoir.controller.host;

import io.reservoir.controller.api.HostSpec;
import io.reservoir.controller.api.http.TlsSettings;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.controller.sim.SimulatedSite;
import io.reservoir.libvirt.binding.Libvirt;
import io.reservoir.libvirt.image.ImageLimits;
import io.reservoir.libvirt.image.ImageStore;
import io.reservoir.libvirt.network.Leases;
import io.reservoir.libvirt.network.Networks;
import io.reservoir.libvirt.outfit.HostOutfit;
import io.reservoir.libvirt.storage.Disks;
import io.reservoir.libvirt.verb.LibvirtHost;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.MetricSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hosts that an operator named, of whatever kind each is. */
public final class OpenedHosts implements AutoCloseable {
    /** No host can be called so. */
    private static final String SHARED_LEASES = ".leases";

    private final Path directory;
    private final @Nullable TlsSettings tls;
    private final boolean networkIsTrusted;
    private final InstantSource clock;
    private final SimulatedSite site = new SimulatedSite();
    private final List<Host> hosts = new ArrayList<>();
    private final List<LibvirtHost> libvirts = new ArrayList<>();
    private volatile Runnable changed = () -> {};
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
     * @param networkIsTrusted whether agents and libvirts elsewhere may be spoken to without certificates
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
            case HostSpec.Libvirt libvirt -> over(libvirt);
            case HostSpec.Agent agent -> behind(agent);
        };
    }

    private Host over(HostSpec.Libvirt named) throws IOException {
        var missing = Libvirt.missing();
        if (missing != null) {
            throw new IOException("host " + named.id() + ": " + missing);
        }
        var machine = named.uri().getHost();
        if ("qemu+tcp".equals(named.uri().getScheme())
                && !networkIsTrusted
                && machine != null
                && !isOfThisMachine(machine)) {
            throw new IllegalArgumentException("libvirt " + named.uri() + " is elsewhere, and whoever can listen could"
                    + " change what is said: use qemu+tls:// or qemu+ssh://");
        }
        var records = Files.createDirectories(directory.resolve(named.id().name()));
        var settings = named.settings();
        var outfit = new HostOutfit(
                settings.site(),
                settings.id(),
                settings.domain(),
                named.readings(),
                ImageStore.open(named.images(), ImageLimits.DEFAULT, clock),
                named.poolIsShared()
                        ? Disks.shared("reservoir-shared", named.pool())
                        : new Disks("reservoir", named.pool()),
                new Networks(settings.site(), named.networks(), Leases.in(leases(named, records))));
        var host = LibvirtHost.open(settings, outfit, records, clock, () -> changed.run());
        libvirts.add(host);
        return host;
    }

    /** Hosts that give out of one range must know of each other what they gave. */
    private Path leases(HostSpec.Libvirt named, Path records) {
        if (named.leases() != null) {
            return named.leases();
        }
        var networks = named.networks();
        var isShared = networks.lanBridge() != null || networks.publicNetwork() != null;
        return isShared ? directory.resolve(SHARED_LEASES) : records.resolve("leases");
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

    /** What hypervisors measure of VEEs. */
    public List<MetricSource> readings() {
        return libvirts.stream().map(LibvirtHost::readings).toList();
    }

    /** From now on, that is called whenever something happened at a host that tells. It must not block. */
    public void whenChanged(Runnable listener) {
        changed = listener;
    }

    public List<Host> all() {
        return List.copyOf(hosts);
    }

    @Override
    public void close() {
        libvirts.forEach(LibvirtHost::close);
        if (links != null) {
            links.close();
        }
    }
}
