package io.reservoir.libvirt.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.libvirt.binding.Answer;
import io.reservoir.libvirt.binding.LibvirtConnection;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.verb.TwoHosts;
import io.reservoir.libvirt.xml.Boot;
import io.reservoir.libvirt.xml.DomainPlan;
import io.reservoir.libvirt.xml.DomainWriter;
import io.reservoir.libvirt.xml.Mark;
import io.reservoir.libvirt.xml.Nic;
import io.reservoir.libvirt.xml.XmlText;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.service.Network;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * LANs at a real libvirt, and packets of real guests in them. A guest tries to reach a friend in its own LAN and a
 * stranger in another service's, by its own address and by others.
 */
class NetworksIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final VeeId ME = new VeeId(new ServiceId("Shop"), "C1", 1, 1);
    private static final VeeId FRIEND = new VeeId(new ServiceId("Shop"), "C1", 2, 1);
    private static final VeeId STRANGER = new VeeId(new ServiceId("Bank"), "C1", 1, 1);
    private static final NetworkSettings.Public PUBLIC = new NetworkSettings.Public(
            "br0", Cidr.parse("10.78.9.0/24"), number("10.78.9.100"), number("10.78.9.101"), "10.78.9.1", List.of());
    private static final Pattern BRIDGE = Pattern.compile("rv[0-9a-f]{12}");

    /** Tells on its serial line what it sees. The route lets it speak to any address on its own wire. */
    private static final String INIT = """
            #!/bin/busybox sh
            /bin/busybox mkdir -p /proc /sys /dev
            /bin/busybox mount -t proc proc /proc
            mount -t sysfs sys /sys
            mount -t devtmpfs dev /dev
            for module in /modules/*; do insmod "$module"; done
            for word in $(cat /proc/cmdline); do
              case $word in me=*|friend=*|stranger=*|forged=*) eval "$word" ;; esac
            done
            sleep 1
            ip link set lo up
            ip link set eth0 up
            if [ "$me" = dhcp ]; then
              printf '#!/bin/busybox sh\\n[ "$1" = bound ] && ip addr add "$ip/$mask" dev eth0\\nexit 0\\n' >/lease
              chmod +x /lease
              udhcpc -i eth0 -n -q -t 30 -T 1 -s /lease >/dev/null 2>&1
              echo "DHCP $(ip -4 -o addr show dev eth0 | sed 's/.*inet \\([0-9./]*\\).*/\\1/')"
            else
              ip addr add "$me" dev eth0
            fi
            ip route add default dev eth0
            echo READY
            sees() {
              if ping -c 2 -W 2 "$2" >/dev/null 2>&1; then echo "SEES $1"; else echo "MISSES $1"; fi
            }
            if [ -n "$friend" ]; then
              for try in $(seq 60); do ping -c 1 -W 1 "$friend" >/dev/null 2>&1 && break; done
              sees friend "$friend"
              sees stranger "$stranger"
              ip addr flush dev eth0
              ip addr add "$forged" dev eth0
              ip route add default dev eth0
              sees by-forged-address "$friend"
              ip addr flush dev eth0
              ip link set eth0 down
              mac=$(cat /sys/class/net/eth0/address)
              ip link set eth0 address 52:54:00:11:22:33
              ip link set eth0 up
              ip addr add "$me" dev eth0
              ip route add default dev eth0
              sees by-forged-mac "$friend"
              ip link set eth0 down
              ip link set eth0 address "$mac"
              ip link set eth0 up
              ip addr add "$me" dev eth0 2>/dev/null
              ip route add default dev eth0
              sees friend-again "$friend"
              echo DONE
            fi
            while true; do sleep 60; done
            """;

    private static TwoHosts hosts;
    private static LibvirtConnection connection;

    @TempDir
    private Path directory;

    @BeforeAll
    static void bringUp() throws IOException {
        hosts = TwoHosts.up("stn", "10.78.9");
        connection = new LibvirtConnection("a", hosts.uri('a'), null);
    }

    @AfterAll
    static void takeDown() {
        if (hosts != null) {
            connection.close();
            hosts.close();
        }
    }

    private Path initrd = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        initrd = Cpio.withInit(TwoHosts.GUEST.resolve("initrd.gz"), INIT, directory.resolve("initrd"));
    }

    @AfterEach
    void endAll() {
        ask(session -> {
            for (var domain : session.domains()) {
                try (domain) {
                    if (domain.isActive()) {
                        domain.destroy();
                    }
                    domain.undefine();
                }
            }
            return true;
        });
        for (var lan : lans()) {
            hosts.virsh('a', "net-destroy", lan);
            hosts.virsh('a', "net-undefine", lan);
        }
    }

    @Test
    void lansOfTheirOwnDoNotMeetAndForgeriesDoNotPass() throws Exception {
        assertKeptApart(networks(NetworkSettings.DEFAULT), true);
    }

    @Test
    void lansOnOneBridgeDoNotMeetAndForgeriesDoNotPass() throws Exception {
        assertKeptApart(networks(onBridge()), true);
    }

    /** So that the two tests above can fail: on one bridge and without filters, everything passes. */
    @Test
    void withoutFiltersTheyWouldMeetAndForgeriesWouldPass() throws Exception {
        assertKeptApart(networks(onBridge()), false);
    }

    private void assertKeptApart(Networks networks, boolean filtered) throws Exception {
        var me = plug(networks, ME, "RED");
        var friend = plug(networks, FRIEND, "RED");
        var stranger = plug(networks, STRANGER, "RED");
        assertThat(me.subnet()).isEqualTo(friend.subnet()).isNotEqualTo(stranger.subnet());

        start(FRIEND, filtered, friend, "me=" + inSubnet(friend));
        start(STRANGER, filtered, stranger, "me=" + inSubnet(stranger));
        awaitLine(FRIEND, "READY");
        awaitLine(STRANGER, "READY");
        start(
                ME,
                filtered,
                me,
                "me=" + inSubnet(me) + " friend=" + friend.address() + " stranger=" + stranger.address() + " forged="
                        + me.subnet().address(200) + "/" + me.subnet().prefix());
        awaitLine(ME, "DONE");

        assertThat(console(ME)).contains("SEES friend", "SEES friend-again");
        assertThat(console(ME))
                .containsAll(
                        filtered
                                ? List.of("MISSES stranger", "MISSES by-forged-address", "MISSES by-forged-mac")
                                : List.of("SEES stranger", "SEES by-forged-address", "SEES by-forged-mac"));
    }

    @Test
    void aGuestIsGivenItsOwnAddressByDhcp() throws Exception {
        var networks = networks(NetworkSettings.DEFAULT);
        plug(networks, FRIEND, "RED");
        var me = plug(networks, ME, "RED");
        start(ME, true, me, "me=dhcp");
        awaitLine(ME, "READY");
        assertThat(console(ME)).contains("DHCP " + inSubnet(me));
    }

    @Test
    void aLanComesWithItsFirstVeeAndGoesWithItsLast() throws Exception {
        var networks = networks(NetworkSettings.DEFAULT);
        var me = plug(networks, ME, "RED");
        var friend = plug(networks, FRIEND, "RED");
        assertThat(plug(networks, ME, "RED")).isEqualTo(me);
        assertThat(me.address()).isNotEqualTo(friend.address());
        assertThat(lans()).hasSize(1);
        assertThat(hosts.virsh('a', "net-dumpxml", lans().getFirst()))
                .contains("mac='" + me.nic().mac() + "'", "mac='" + friend.nic().mac() + "'")
                .containsPattern(BRIDGE);
        var blue = plug(networks, ME, "BLUE");
        assertThat(blue.subnet()).isNotEqualTo(me.subnet());
        assertThat(lans()).hasSize(2);

        unplug(networks, ME);
        assertThat(lans()).hasSize(1);
        assertThat(hosts.virsh('a', "net-dumpxml", lans().getFirst()))
                .doesNotContain(me.nic().mac())
                .contains(friend.nic().mac());
        unplug(networks, FRIEND);
        unplug(networks, FRIEND);
        assertThat(lans()).isEmpty();
        assertThat(Leases.in(directory).heldBy(FRIEND.uuid(TwoHosts.SITE).toString()))
                .isEmpty();
        assertThat(Leases.in(directory).of("subnets")).isEmpty();
    }

    /** Who comes next, after a crash too, finds what is there. */
    @Test
    void aLanWithADomainStaysWhoeverLooks() throws Exception {
        var networks = networks(NetworkSettings.DEFAULT);
        var friend = plug(networks, FRIEND, "RED");
        define(FRIEND, true, friend, "me=dhcp");
        plug(networks, ME, "RED");
        var after = networks(NetworkSettings.DEFAULT);
        unplug(after, ME);
        assertThat(lans()).hasSize(1);
        assertThat(plug(after, FRIEND, "RED")).isEqualTo(friend);
    }

    @Test
    void publicAddressesAreGivenUntilThereIsNoneLeft() throws Exception {
        var networks = networks(
                new NetworkSettings(NetworkSettings.DEFAULT.lans(), NetworkSettings.DEFAULT.lanPrefix(), null, PUBLIC));
        var first = plug(networks, ME, Network.PUBLIC);
        assertThat(first.address()).isEqualTo("10.78.9.100");
        assertThat(first.gateway()).isEqualTo("10.78.9.1");
        assertThat(plug(networks, FRIEND, Network.PUBLIC).address()).isEqualTo("10.78.9.101");
        assertThatThrownBy(() -> plug(networks, STRANGER, Network.PUBLIC))
                .hasMessageContaining("all 2 public addresses are given away");

        start(ME, true, first, "me=" + inSubnet(first));
        awaitLine(ME, "READY");
        assertThat(InetAddress.getByName(first.address()).isReachable(10_000)).isTrue();

        unplug(networks, FRIEND);
        assertThat(plug(networks, STRANGER, Network.PUBLIC).address()).isEqualTo("10.78.9.101");
        assertThatThrownBy(() -> plug(networks(NetworkSettings.DEFAULT), ME, Network.PUBLIC))
                .hasMessageContaining("no public addresses");
    }

    @Test
    void saysWhetherRatesCanBeBoundedAndLeavesNothing() {
        var can = ask(session -> networks(NetworkSettings.DEFAULT).canBoundRates(session));
        var links = TwoHosts.run("ip", "netns", "exec", "stn-a", "ip", "-o", "link");
        assertThat(links).doesNotContainPattern(BRIDGE);
        assertThat(can).isEqualTo(kernelBoundsRates());
    }

    private static boolean kernelBoundsRates() {
        var tried = TwoHosts.run(
                "ip",
                "netns",
                "exec",
                "stn-a",
                "bash",
                "-c",
                "ip link add stt type veth peer name stu;"
                        + " if tc qdisc add dev stt root sfq && tc qdisc add dev stt ingress &&"
                        + " tc filter add dev stt parent ffff: protocol all u32 match u32 0 0"
                        + " police rate 1mbit burst 100k mtu 64kb drop flowid :1; then echo yes; fi 2>/dev/null;"
                        + " ip link del stt");
        return tried.contains("yes");
    }

    private static NetworkSettings onBridge() {
        return new NetworkSettings(NetworkSettings.DEFAULT.lans(), NetworkSettings.DEFAULT.lanPrefix(), "br0", null);
    }

    private Networks networks(NetworkSettings settings) {
        try {
            return new Networks(TwoHosts.SITE, settings, Leases.in(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(String address) {
        return Objects.requireNonNull(Cidr.number(address));
    }

    private static String inSubnet(Plug plug) {
        return plug.address() + "/" + plug.subnet().prefix();
    }

    private static Plug plug(Networks networks, VeeId vee, String network) throws Exception {
        return asked(session -> networks.plug(session, vee, network));
    }

    private static void unplug(Networks networks, VeeId vee) throws Exception {
        asked(session -> {
            networks.unplug(session, vee);
            return true;
        });
    }

    private List<String> lans() {
        return hosts.virsh('a', "net-list", "--all", "--name")
                .lines()
                .filter(name -> !name.isBlank() && !name.equals("default"))
                .toList();
    }

    private void start(VeeId vee, boolean filtered, Plug plug, String words) {
        define(vee, filtered, plug, words);
        ask(session -> {
            try (var domain = session.domain(vee.uuid(TwoHosts.SITE))) {
                domain.start();
                return true;
            }
        });
    }

    private void define(VeeId vee, boolean filtered, Plug plug, String words) {
        var nic = filtered
                ? plug.nic()
                : new Nic(plug.nic().attachment(), plug.nic().mac(), null, null);
        var mark = new Mark(
                TwoHosts.SITE,
                vee,
                new Size(1, 128L << 20, 0),
                List.of(),
                Probe.DEFAULT,
                new Epoch(1),
                new IntentId(1),
                VeeState.DEFINED,
                Instant.EPOCH,
                null);
        var plan = new DomainPlan(
                "qemu",
                "x86_64",
                XmlText.domainName(TwoHosts.SITE, vee),
                vee.uuid(TwoHosts.SITE),
                mark,
                1,
                new Boot.FromKernel(
                        TwoHosts.GUEST.resolve("vmlinuz").toString(),
                        initrd.toString(),
                        "console=ttyS0 quiet " + words),
                List.of(),
                List.of(nic),
                log(vee).toString());
        ask(session -> {
            session.define(DomainWriter.write(plan)).close();
            return true;
        });
    }

    private Path log(VeeId vee) {
        return directory.resolve(XmlText.domainName(TwoHosts.SITE, vee) + ".log");
    }

    private List<String> console(VeeId vee) throws IOException {
        return Files.exists(log(vee))
                ? Files.readString(log(vee)).lines().map(String::strip).toList()
                : List.of();
    }

    private void awaitLine(VeeId vee, String line) throws Exception {
        var until = Instant.now().plus(PATIENCE);
        while (!console(vee).contains(line)) {
            assertThat(Instant.now())
                    .as("%s says %s: %s", vee, line, console(vee))
                    .isBefore(until);
            Thread.sleep(500);
        }
    }

    private interface Asked<T> {
        T with(Session session) throws Exception;
    }

    /** The work's own exceptions come through. */
    private static <T> T asked(Asked<T> work) throws Exception {
        var thrown = new Exception[1];
        var value = ask(session -> {
            try {
                return work.with(session);
            } catch (Exception e) {
                thrown[0] = e;
                return null;
            }
        });
        if (thrown[0] != null) {
            throw thrown[0];
        }
        return value;
    }

    private static <T> T ask(Session.Work<T> work) {
        return switch (connection.call(SOON, work)) {
            case Answer.Is<T>(var value) -> value;
            case Answer.Failed<T>(var fault) -> throw new AssertionError(fault);
            case Answer.Silent<T>(var why) -> throw new AssertionError(why);
        };
    }
}
