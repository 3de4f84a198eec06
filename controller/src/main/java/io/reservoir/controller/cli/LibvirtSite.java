package io.reservoir.controller.cli;

import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.controller.api.ControlPlane;
import io.reservoir.controller.api.Seat;
import io.reservoir.controller.api.http.ServerLimits;
import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.lab.Lab;
import io.reservoir.controller.lab.LabNetwork;
import io.reservoir.controller.policy.PolicyOffice;
import io.reservoir.libvirt.image.ImageLimits;
import io.reservoir.libvirt.image.ImageStore;
import io.reservoir.libvirt.image.Registration;
import io.reservoir.libvirt.network.Cidr;
import io.reservoir.libvirt.network.Leases;
import io.reservoir.libvirt.network.NetworkSettings;
import io.reservoir.libvirt.network.Networks;
import io.reservoir.libvirt.outfit.HostOutfit;
import io.reservoir.libvirt.storage.Disks;
import io.reservoir.libvirt.verb.LibvirtHost;
import io.reservoir.model.port.Host;
import io.reservoir.model.site.HostId;
import io.reservoir.model.sla.SlaClasses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** A controller over the hosts of a lab, with the lab's guest as an image: what a run on real guests runs on. */
final class LibvirtSite {
    private static final String IMAGE = "guest";
    private static final String POOL = "/var/lib/libvirt/images/reservoir";
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "reservoir", IMAGE);

    /** More than the machine has: guests that wait for requests need next to nothing. */
    private static final int VCPUS_OF_A_HOST = 8;

    private static final long DISK_OF_A_HOST = 20_000_000_000L;
    private static final Duration PASS_EVERY = Duration.ofMillis(500);

    private final Path directory;
    private final String site;
    private final LabNetwork network;
    private final int port;
    private final InstantSource clock = InstantSource.system();

    private LibvirtSite(Path directory, LabNetwork network) throws IOException {
        this.directory = directory;
        this.network = network;
        site = String.valueOf(directory.getFileName());
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(network.machine()))) {
            port = socket.getLocalPort();
        }
    }

    /**
     * Brings it up.
     *
     * @param directory for all that it keeps, of a name that no other run has
     * @param uris hosts of a lab that is up, none for a lab of its own
     */
    static ServerSite open(Path directory, List<String> uris, SqliteLedger ledger, Terminal terminal, Teardown teardown)
            throws IOException, InterruptedException {
        var guest = directory.resolve("scripts");
        if (uris.isEmpty()) {
            terminal.tell("bringing up two libvirt hosts, in namespaces of this machine");
        }
        var hosts = uris.isEmpty() ? lab(directory, teardown) : uris;
        terminal.tell("building the guest, or finding it in " + CACHE);
        var image = Lab.guest(guest, CACHE);
        var site = new LibvirtSite(directory, network(hosts));
        site.start(hosts, image, ledger, teardown);
        return new ServerSite(new Server(URI.create(site.address("")), terminal::tell));
    }

    private static LabNetwork network(List<String> uris) {
        try {
            return LabNetwork.of(uris);
        } catch (IllegalArgumentException e) {
            throw Refusal.usage("--hosts: " + e.getMessage(), "samples/lab/lab up DIR brings two up and prints them");
        }
    }

    /** One that no other process of this machine asks for at the same time. */
    private static List<String> lab(Path directory, Teardown teardown) throws IOException, InterruptedException {
        var pid = ProcessHandle.current().pid();
        var prefix = "r" + Long.toString(pid % 60_000_000, Character.MAX_RADIX);
        var lab = Lab.up(directory, prefix, "10." + (64 + pid / 256 % 64) + "." + pid % 256);
        teardown.add(lab::close);
        return lab.hosts();
    }

    private String address(String path) {
        return "http://" + network.machine() + ":" + port + path;
    }

    private void start(List<String> uris, Path image, SqliteLedger ledger, Teardown teardown) throws IOException {
        var images = ImageStore.open(directory.resolve("images"), ImageLimits.DEFAULT, clock);
        if (images.register(IMAGE, image, null) instanceof Registration.Refused refused) {
            throw Refusal.of(image + ": " + refused.why(), refused.help());
        }
        var networks = new Networks(site, networks(), Leases.in(directory.resolve("leases")));
        var epochs = Files.createDirectories(directory.resolve("epochs"));
        var hosts = new ArrayList<Host>();
        for (var uri : uris) {
            var id = new HostId("host-" + (char) ('a' + hosts.size()));
            var domain = "Domain" + (hosts.size() + 1);
            var outfit = new HostOutfit(
                    site, id, domain, address(Paths.READINGS), images, new Disks("reservoir", POOL), networks);
            var host = LibvirtHost.open(settings(id, domain, uri), outfit, epochs, clock, () -> {});
            teardown.add(host::close);
            hosts.add(host);
        }
        var plane = ControlPlane.start(new ControlPlane.Parts(
                Seat.alone("demo", UUID.randomUUID().toString(), Version.number(), ledger.nodes(), ledger.handOvers()),
                () -> UUID.randomUUID().toString(),
                ledger,
                hosts,
                clock,
                SlaClasses.SHIPPED,
                new PolicyOffice(null, "demo"),
                1,
                PASS_EVERY,
                Limits.DEFAULT,
                new ServerSettings(InetAddress.getByName(network.machine()), port, true, null, ServerLimits.DEFAULT),
                null));
        teardown.add(plane::close);
    }

    /** LANs lead from host to host over the bridge that the public network is on, and filters keep them apart. */
    private NetworkSettings networks() {
        var outside = new NetworkSettings.Public(
                LabNetwork.BRIDGE,
                Cidr.parse(network.block()),
                Objects.requireNonNull(Cidr.number(network.firstGuest())),
                Objects.requireNonNull(Cidr.number(network.lastGuest())),
                network.machine(),
                List.of());
        var usual = NetworkSettings.DEFAULT;
        return new NetworkSettings(usual.lans(), usual.lanPrefix(), LabNetwork.BRIDGE, outside);
    }

    private LibvirtHost.Settings settings(HostId id, String domain, String uri) {
        return new LibvirtHost.Settings(
                id,
                domain,
                site,
                uri,
                uri,
                null,
                VCPUS_OF_A_HOST,
                null,
                DISK_OF_A_HOST,
                LibvirtHost.Settings.CONSOLE_LOGS,
                0,
                LibvirtHost.Settings.MOVE_DOWNTIME);
    }
}
