package io.reservoir.libvirt.network;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.Network.Update;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.xml.DomainView;
import io.reservoir.libvirt.xml.NetworkXml;
import io.reservoir.libvirt.xml.NetworkXml.DhcpHost;
import io.reservoir.libvirt.xml.Nic;
import io.reservoir.libvirt.xml.Nic.Filter;
import io.reservoir.libvirt.xml.Nic.Filter.Parameter;
import io.reservoir.model.service.Network;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Plugs VEEs into the networks of their services, which come with the first VEE and go with the last. Addresses are
 * leased before they are used; a MAC follows from its address. Safe for use by many threads.
 */
public final class Networks {
    private static final String SUBNETS = "subnets";
    private static final String PUBLIC_POOL = "public";
    private static final String LAN_FILTER = "reservoir-lan-1";
    private static final String PUBLIC_FILTER = "reservoir-public-1";
    /** Of a LAN's addresses: the first names the LAN, the next one is its host's, the last one is for all. */
    private static final int FIRST = 2;

    private static final int NOT_GIVEN = 3;

    private final String site;
    private final NetworkSettings settings;
    private final Leases leases;
    /** VEEs that were plugged in here and are not seen as domains yet, and their LANs: a LAN waits for them. */
    private final Map<UUID, Set<String>> expected = new HashMap<>();

    private @Nullable Boolean rates;

    public Networks(String site, NetworkSettings settings, Leases leases) {
        this.site = site;
        this.settings = settings;
        this.leases = leases;
    }

    /** There is none of that to be given. */
    public static final class Exhausted extends Exception {
        Exhausted(String message) {
            super(message);
        }
    }

    /** True if this host can bound what an interface carries: it is tried, once. */
    public synchronized boolean canBoundRates(Session session) throws Fault {
        var known = rates;
        if (known == null) {
            known = tryRates(session);
            rates = known;
        }
        return known;
    }

    private boolean tryRates(Session session) throws Fault {
        var trial = new Lan(site, ServiceId.SITE, "trial of rates");
        try (var network = session.startNetwork(NetworkXml.bounded(trial.name(), trial.bridge()))) {
            network.destroy();
            return true;
        } catch (Fault fault) {
            if (fault.kind() == Fault.Kind.DISCONNECTED) {
                throw fault;
            }
            return false;
        }
    }

    /** Writes down at which host the VEE lives, or will when it has moved: what it is given is in use there. */
    public void settle(VeeId vee, HostId at) throws IOException {
        leases.settle(holder(vee), at.name());
    }

    /** True if it is known to live at another host than that one. */
    public boolean isElsewhere(VeeId vee, HostId than) throws IOException {
        return leases.isElsewhere(holder(vee), than.name());
    }

    /** Plugs a VEE into a network of its service; where it is plugged in already, it finds what it had. */
    public synchronized Plug plug(Session session, VeeId vee, String network) throws Fault, IOException, Exhausted {
        return network.equals(Network.PUBLIC) ? plugPublic(session, vee) : plugLan(session, vee, network);
    }

    private Plug plugPublic(Session session, VeeId vee) throws Fault, IOException, Exhausted {
        var open = settings.publicNetwork();
        if (open == null) {
            throw new Exhausted("this host has no public addresses to give; its operator can give it some");
        }
        var lease = leases.take(PUBLIC_POOL, open.last() - open.first() + 1, holder(vee));
        if (lease == null) {
            throw new Exhausted("all " + (open.last() - open.first() + 1) + " public addresses are given away");
        }
        filter(session, PUBLIC_FILTER, NetworkXml.publicFilter(PUBLIC_FILTER, uuid(PUBLIC_FILTER)));
        var address = Cidr.text(open.first() + lease.index());
        var nic = new Nic(
                new Nic.Attachment.Bridge(open.bridge()),
                mac(open.first() + lease.index()),
                new Filter(PUBLIC_FILTER, List.of(new Parameter("IP", address))),
                null);
        return new Plug(Network.PUBLIC, nic, address, open.subnet(), open.gateway(), open.dns());
    }

    private Plug plugLan(Session session, VeeId vee, String network) throws Fault, IOException, Exhausted {
        var lan = new Lan(site, vee.service(), network);
        var block = leases.take(SUBNETS, settings.lans().parts(settings.lanPrefix()), lan.pool());
        if (block == null) {
            throw new Exhausted("all LANs of " + settings.lans() + " are given away");
        }
        var subnet = settings.lans().part(block.index(), settings.lanPrefix());
        var lease = leases.take(lan.pool(), subnet.size() - NOT_GIVEN, holder(vee));
        if (lease == null) {
            throw new Exhausted("all addresses of " + network + " in " + subnet + " are given away");
        }
        var number = subnet.base() + FIRST + lease.index();
        var mac = mac(number);
        filter(session, LAN_FILTER, NetworkXml.lanFilter(LAN_FILTER, uuid(LAN_FILTER)));
        var bridge = settings.lanBridge();
        if (bridge == null) {
            expected.computeIfAbsent(vee.uuid(site), v -> new HashSet<>()).add(lan.name());
            ensure(session, lan, subnet, new DhcpHost(mac, Cidr.text(number)));
        }
        var parameters = List.of(
                new Parameter("IP", Cidr.text(number)),
                new Parameter("NET", Cidr.text(subnet.base())),
                new Parameter("MASK", subnet.netmask()));
        var attachment = bridge == null ? new Nic.Attachment.Network(lan.name()) : new Nic.Attachment.Bridge(bridge);
        var nic = new Nic(attachment, mac, new Filter(LAN_FILTER, parameters), null);
        return new Plug(network, nic, Cidr.text(number), subnet, null, List.of());
    }

    private static void ensure(Session session, Lan lan, Cidr subnet, DhcpHost host) throws Fault {
        try (var found = session.network(lan.name())) {
            if (found == null) {
                var xml = NetworkXml.isolated(
                        lan.name(), lan.uuid(), lan.bridge(), subnet.address(1), subnet.prefix(), host);
                try (var made = session.defineNetwork(xml)) {
                    made.startWithHost();
                    made.start();
                }
                return;
            }
            if (!found.uuid().equals(lan.uuid().toString())) {
                throw new Fault(Fault.Kind.EXISTS, "the network " + lan.name() + " is not ours");
            }
            if (!found.isActive()) {
                found.start();
            }
            if (!found.xml().contains(host.mac())) {
                found.dhcpHost(Update.ADD, host.element());
            }
        }
    }

    /** Pulls the VEE out of its networks and gives its addresses back; what is out already is left so. */
    public synchronized void unplug(Session session, VeeId vee) throws Fault, IOException {
        leave(session, vee);
        var held = leases.heldBy(holder(vee));
        leases.release(holder(vee));
        for (var lease : held) {
            leases.releaseIfEmpty(lease.pool(), lease.pool());
        }
    }

    /** Makes at another host what the VEE's interfaces need there; says where its LANs do not reach that far. */
    public void precede(Session there, VeeId vee) throws Fault, IOException {
        for (var lease : leases.heldBy(holder(vee))) {
            if (lease.pool().equals(PUBLIC_POOL)) {
                filter(there, PUBLIC_FILTER, NetworkXml.publicFilter(PUBLIC_FILTER, uuid(PUBLIC_FILTER)));
            } else if (settings.lanBridge() == null) {
                throw new Fault(
                        Fault.Kind.UNSUPPORTED,
                        "a LAN of " + vee + " ends at its host: VEEs move where LANs share a bridge");
            } else {
                filter(there, LAN_FILTER, NetworkXml.lanFilter(LAN_FILTER, uuid(LAN_FILTER)));
            }
        }
    }

    /** Takes away what this host has for the VEE's networks; its addresses stay its own, at another host. */
    public synchronized void leave(Session session, VeeId vee) throws Fault, IOException {
        expected.remove(vee.uuid(site));
        if (settings.lanBridge() != null) {
            return;
        }
        for (var lease : leases.heldBy(holder(vee))) {
            var lan = lan(vee, lease);
            if (lan != null) {
                withdraw(session, lan, lease);
            }
        }
    }

    private void withdraw(Session session, LanOfLease lan, Lease lease) throws Fault, IOException {
        try (var network = session.network(lan.name())) {
            if (network == null) {
                return;
            }
            if (!inUse(session, lan.name())) {
                if (network.isActive()) {
                    network.destroy();
                }
                network.undefine();
                return;
            }
            var number = lan.subnet().base() + FIRST + lease.index();
            if (network.xml().contains(mac(number))) {
                network.dhcpHost(Update.REMOVE, new DhcpHost(mac(number), Cidr.text(number)).element());
            }
        }
    }

    private record LanOfLease(String name, Cidr subnet) {}

    /** The LAN that a lease is of, by the network's UUID in its pool's name; null for another pool. */
    private @Nullable LanOfLease lan(VeeId vee, Lease lease) throws IOException {
        if (!lease.pool().startsWith(Lan.POOL)) {
            return null;
        }
        for (var block : leases.of(SUBNETS)) {
            if (block.holder().equals(lease.pool())) {
                var subnet = settings.lans().part(block.index(), settings.lanPrefix());
                var uuid = lease.pool().substring(Lan.POOL.length());
                return new LanOfLease(Lan.name(vee.service(), uuid), subnet);
            }
        }
        return null;
    }

    private boolean inUse(Session session, String network) throws Fault {
        var used = false;
        for (var domain : session.domains()) {
            try (domain) {
                var view = DomainView.read(domain.inactiveXml());
                expected.remove(view.uuid());
                used |= view.nics().stream().anyMatch(nic -> nic.source().equals(network));
            } catch (Fault fault) {
                // it may go while one looks
                if (fault.kind() != Fault.Kind.NOT_THERE) {
                    throw fault;
                }
            }
        }
        return used || expected.values().stream().anyMatch(lans -> lans.contains(network));
    }

    private static void filter(Session session, String name, String xml) throws Fault {
        if (!session.hasFilter(name)) {
            session.defineFilter(xml);
        }
    }

    /** One that no other address of a LAN has: QEMU's two first bytes, then the address. */
    private static String mac(int address) {
        return "52:54:%02x:%02x:%02x:%02x"
                .formatted(address >>> 24, address >>> 16 & 255, address >>> 8 & 255, address & 255);
    }

    private static UUID uuid(String filter) {
        return UUID.nameUUIDFromBytes(filter.getBytes(StandardCharsets.UTF_8));
    }

    private String holder(VeeId vee) {
        return vee.uuid(site).toString();
    }
}
