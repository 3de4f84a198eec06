package io.reservoir.libvirt.outfit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.libvirt.binding.Domain;
import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.image.ImageLimits;
import io.reservoir.libvirt.image.ImageStore;
import io.reservoir.libvirt.image.Registration;
import io.reservoir.libvirt.network.Leases;
import io.reservoir.libvirt.network.NetworkSettings;
import io.reservoir.libvirt.network.Networks;
import io.reservoir.libvirt.storage.Disks;
import io.reservoir.libvirt.verb.LibvirtHost;
import io.reservoir.libvirt.verb.NotDone;
import io.reservoir.libvirt.verb.Outfit;
import io.reservoir.libvirt.verb.SnapshotStore;
import io.reservoir.libvirt.verb.TwoHosts;
import io.reservoir.libvirt.verb.VolumeStore;
import io.reservoir.libvirt.xml.XmlText;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Host.Nic;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.present.Present;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Setting;
import io.reservoir.model.service.Setting.Question;
import io.reservoir.model.service.Setting.Resolved;
import io.reservoir.model.service.Setting.Text;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** VEEs with disks over an image, networks and a seed, on a real libvirt; and what is left when they go or fail. */
class HostOutfitIT {
    private static final Path GUEST = Path.of("target/lab-guest").toAbsolutePath();
    private static final VeeId VEE = new VeeId(new ServiceId("Shop"), "C1", 1, 1);
    private static final Size SIZE = new Size(1, 128L << 20, 64L << 20);
    private static final Epoch EPOCH = new Epoch(1);
    private static final String BESIDE_IT = "/var/lib/libvirt/reservoir";
    private static final Nic RED = new Nic("RED", null);
    /** Bytes a second: 4,883 KiB. */
    private static final long CEILING = 5_000_000;

    private static TwoHosts hosts;

    @TempDir
    private Path directory;

    private ImageStore images;
    private LibvirtHost host;
    private long intents;

    @BeforeAll
    static void bringUp() throws IOException {
        Present.command("qemu-img", "qemu-utils");
        hosts = TwoHosts.up("sto", "10.78.8");
        TwoHosts.run(
                Path.of("../samples/lab/guest/build")
                        .toAbsolutePath()
                        .normalize()
                        .toString(),
                GUEST.toString());
    }

    @AfterAll
    static void takeDown() {
        if (hosts != null) {
            hosts.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        images = ImageStore.open(directory.resolve("images"), ImageLimits.DEFAULT, InstantSource.system());
        assertThat(images.register("guest", GUEST.resolve("guest.qcow2"), null)).isInstanceOf(Registration.Done.class);
        host = host(disks());
    }

    private LibvirtHost host(String disks) throws IOException {
        return host('a', disks, NetworkSettings.DEFAULT);
    }

    private LibvirtHost host(char name, String disks, NetworkSettings networks) throws IOException {
        return opened(name, outfit(name, disks, networks));
    }

    private HostOutfit outfit(char name, String disks, NetworkSettings networks) throws IOException {
        var settings = hosts.settings(name);
        return new HostOutfit(
                settings.site(),
                settings.id(),
                settings.domain(),
                "http://10.78.8.1:7070",
                images,
                new Disks("reservoir-" + directory.getFileName(), disks),
                new Networks(settings.site(), networks, Leases.in(directory.resolve("leases"))));
    }

    private LibvirtHost opened(char name, Outfit outfit) throws IOException {
        var records = Files.createDirectories(directory.resolve("records"));
        var opened = LibvirtHost.open(hosts.settings(name), outfit, records, InstantSource.system(), () -> {});
        hosts.await("connected", () -> opened.capacity() != null);
        return opened;
    }

    private String disks() {
        return directory.resolve("disks").toString();
    }

    @AfterEach
    void close() {
        host.destroy(VEE, next(), EPOCH);
        host.close();
        for (var name : List.of('a', 'b')) {
            for (var pool : hosts.virsh(name, "pool-list", "--name").lines().toList()) {
                if (pool.startsWith("reservoir")) {
                    hosts.virsh(name, "pool-destroy", pool);
                    hosts.virsh(name, "pool-undefine", pool);
                }
            }
        }
    }

    @Test
    void aVeeBootsFromItsImageAndLeavesNothing() throws Exception {
        var setting = new Setting("WHO", List.of(new Text("<&\"'\u00e9\ud83d\ude00 "), ask(Question.IP, "RED")));
        done(host.define(
                new Definition(VEE, SIZE, "guest", List.of(RED), List.of(setting), Probe.DEFAULT), next(), EPOCH));

        var address = sighting().attachments().getFirst().address();
        assertThat(address).isEqualTo("10.128.0.2");
        var uuid = VEE.uuid(TwoHosts.SITE);
        var disk = hosts.virsh('a', "vol-dumpxml", uuid + ".qcow2", pools().getFirst());
        assertThat(disk)
                .contains(
                        "<path>" + Objects.requireNonNull(images.find("guest")).file() + "</path>")
                .contains("<format type='qcow2'/>");
        assertThat(images.remove("guest")).isInstanceOf(Registration.Refused.class);
        var seed = Files.readAllBytes(directory.resolve("disks").resolve(uuid + ".seed.iso"));
        assertThat(new String(seed, StandardCharsets.UTF_8))
                .contains("\"local-hostname\": \"shop-c1-1\"")
                .contains("{\"WHO\": \"<&\\\"'\u00e9\ud83d\ude00 10.128.0.2\"}");

        done(host.activate(VEE, next(), EPOCH));
        hosts.await("booted", () -> sighting().booted());
        done(host.destroy(VEE, next(), EPOCH));
        assertNothingLeft();
        assertThat(images.remove("guest")).isInstanceOf(Registration.Done.class);
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of(
                        "no image `none`", new Definition(VEE, SIZE, "none", List.of(RED), List.of(), Probe.DEFAULT)),
                Arguments.of(
                        "is a disk of",
                        new Definition(
                                VEE,
                                new Size(1, 128L << 20, 1L << 20),
                                "guest",
                                List.of(RED),
                                List.of(),
                                Probe.DEFAULT)),
                Arguments.of(
                        "no public addresses",
                        new Definition(
                                VEE, SIZE, "guest", List.of(RED, new Nic("public", null)), List.of(), Probe.DEFAULT)),
                Arguments.of(
                        "not attached to",
                        new Definition(
                                VEE,
                                SIZE,
                                "guest",
                                List.of(RED),
                                List.of(new Setting("K", List.of(ask(Question.IP, "BLUE")))),
                                Probe.DEFAULT)),
                Arguments.of(
                        "lone surrogate",
                        new Definition(
                                VEE,
                                SIZE,
                                "guest",
                                List.of(RED),
                                List.of(new Setting("K", List.of(new Text("\ud83d")))),
                                Probe.DEFAULT)),
                Arguments.of(
                        "have more than",
                        new Definition(
                                VEE,
                                SIZE,
                                "guest",
                                List.of(RED),
                                List.of(new Setting("K", List.of(new Text("x".repeat(300_000))))),
                                Probe.DEFAULT)));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void whatCannotBeFittedOutLeavesNothing(String why, Definition definition) throws Exception {
        assertThat(host.define(definition, next(), EPOCH))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.detail()).contains(why));
        assertNothingLeft();
    }

    @Test
    void aHostWithoutAPlaceForDisksLeavesNothing() throws Exception {
        host.close();
        host = host("/proc/no-place-for-disks");
        assertThat(host.define(
                        new Definition(VEE, SIZE, "guest", List.of(RED), List.of(), Probe.DEFAULT), next(), EPOCH))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.FAILED));
        assertThat(lans()).isEmpty();
        assertThat(Leases.in(directory.resolve("leases")).of("subnets")).isEmpty();
        assertThat(images.remove("guest")).isInstanceOf(Registration.Done.class);
    }

    @Test
    void aPoolThatIsSomewhereElseIsRefused() throws Exception {
        var definition = new Definition(VEE, SIZE, "guest", List.of(RED), List.of(), Probe.DEFAULT);
        done(host.define(definition, next(), EPOCH));
        done(host.destroy(VEE, next(), EPOCH));
        host.close();
        var moved = directory.resolve("moved").toString();
        host = host(moved);
        assertThat(host.define(definition, next(), EPOCH))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.detail())
                                .contains("to be in " + moved, "is at " + disks(), "virsh"));
        assertThat(Path.of(moved)).doesNotExist();
        assertNothingLeft();
    }

    @Test
    void anEmptyDiskIsAsLargeAsItWasWanted() {
        done(host.define(new Definition(VEE, SIZE, null, List.of(), List.of(), Probe.DEFAULT), next(), EPOCH));
        assertThat(hosts.virsh('a', "vol-dumpxml", VEE.uuid(TwoHosts.SITE) + ".qcow2", pools().getFirst()))
                .contains("<capacity unit='bytes'>" + SIZE.diskBytes() + "</capacity>");
    }

    @Test
    void aCeilingIsRefusedWhereTheKernelKeepsNone() throws Exception {
        var bounded = new Nic("RED", CEILING);
        var outcome = host.define(
                new Definition(VEE, SIZE, "guest", List.of(bounded), List.of(), Probe.DEFAULT), next(), EPOCH);
        if (outcome instanceof Outcome.Done) {
            done(host.activate(VEE, next(), EPOCH));
            assertThat(tuned("--live")).contains(": 4883");
            done(host.limit(VEE, List.of(RED), next(), EPOCH));
            assertThat(tuned("--live")).doesNotContain(": 4883");
            return;
        }
        cannotBound(outcome);
        assertNothingLeft();

        done(host.define(new Definition(VEE, SIZE, "guest", List.of(RED), List.of(), Probe.DEFAULT), next(), EPOCH));
        cannotBound(host.limit(VEE, List.of(bounded), next(), EPOCH));
        done(host.activate(VEE, next(), EPOCH));
        cannotBound(host.limit(VEE, List.of(bounded), next(), EPOCH));
        done(host.limit(VEE, List.of(RED), next(), EPOCH));
        assertThat(sighting().state()).isEqualTo(VeeState.ACTIVE);
        assertThat(sighting().attachments()).extracting(Host.Attachment::nic).containsExactly(RED);
        assertThat(tuned("--live")).doesNotContain(": 4883");
    }

    private static void cannotBound(Outcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Refusal.UNSUPPORTED);
            assertThat(refused.detail()).contains("what network RED carries cannot be bounded here", "act_police");
        });
    }

    /** What a VEE that is off gets when it starts, which asks nothing of the kernel. */
    @Test
    void virshShowsTheCeilingThatAVeeHas() throws Exception {
        host.close();
        host = opened('a', new Trusting(outfit('a', disks(), NetworkSettings.DEFAULT)));
        done(host.define(new Definition(VEE, SIZE, "guest", List.of(RED), List.of(), Probe.DEFAULT), next(), EPOCH));
        assertThat(tuned("--config")).doesNotContain(": 4883");

        var bounded = new Nic("RED", CEILING);
        done(host.limit(VEE, List.of(bounded), next(), EPOCH));
        assertThat(tuned("--config"))
                .containsPattern("inbound.average *: 4883")
                .containsPattern("outbound.average *: 4883");
        assertThat(hosts.virsh('a', "dumpxml", "--inactive", uuid()))
                .contains("<inbound average='4883'/>", "<outbound average='4883'/>");
        assertThat(sighting().attachments()).extracting(Host.Attachment::nic).containsExactly(bounded);

        done(host.limit(VEE, List.of(RED), next(), EPOCH));
        assertThat(tuned("--config")).doesNotContain(": 4883");
        assertThat(hosts.virsh('a', "dumpxml", "--inactive", uuid())).doesNotContain("4883");
        done(host.activate(VEE, next(), EPOCH));
    }

    private static String tuned(String scope) {
        var interfaces = hosts.virsh('a', "domiflist", uuid());
        var mac = Pattern.compile("([0-9a-f]{2}:){5}[0-9a-f]{2}").matcher(interfaces);
        assertThat(mac.find()).as(interfaces).isTrue();
        return hosts.virsh('a', "domiftune", uuid(), mac.group(), scope);
    }

    private static String uuid() {
        return VEE.uuid(TwoHosts.SITE).toString();
    }

    /** Takes the word of whoever bounds something that it can be done. */
    private record Trusting(HostOutfit outfit) implements Outfit {
        @Override
        public Devices prepare(Session session, Definition definition) throws Fault, NotDone {
            return outfit.prepare(session, definition);
        }

        @Override
        public void requireBounds(Session session, String network) {}

        @Override
        public void remove(Session session, VeeId vee) throws Fault {
            outfit.remove(session, vee);
        }

        @Override
        public void clear(Session session, VeeId vee) throws Fault {
            outfit.clear(session, vee);
        }

        @Override
        public Domain.Disks precede(Session here, Session there, VeeId vee, HostId to) throws Fault {
            return outfit.precede(here, there, vee, to);
        }

        @Override
        public void stay(VeeId vee) throws Fault {
            outfit.stay(vee);
        }

        @Override
        public SnapshotStore snapshots() {
            return outfit.snapshots();
        }

        @Override
        public VolumeStore volumes() {
            return outfit.volumes();
        }

        @Override
        public void leave(Session session, VeeId vee) throws Fault {
            outfit.leave(session, vee);
        }
    }

    @Test
    void aLanThatEndsAtItsHostLetsNoVeeGo() throws Exception {
        done(host.define(new Definition(VEE, SIZE, "guest", List.of(RED), List.of(), Probe.DEFAULT), next(), EPOCH));
        done(host.activate(VEE, next(), EPOCH));
        try (var other = host('b', BESIDE_IT, NetworkSettings.DEFAULT)) {
            var to = new Host.Destination(other.id(), Objects.requireNonNull(other.door()));
            assertThat(host.migrate(VEE, to, next(), EPOCH))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.detail()).contains("ends at its host"));
        }
    }

    /** Each host has a folder of its own there. */
    @Test
    void aVeeTakesItsDisksAlong() throws Exception {
        host.close();
        var lan = new NetworkSettings(NetworkSettings.DEFAULT.lans(), 22, "br0", null);
        host = host('a', BESIDE_IT, lan);
        try (var other = host('b', BESIDE_IT, lan)) {
            done(host.define(
                    new Definition(VEE, SIZE, "guest", List.of(RED), List.of(), Probe.DEFAULT), next(), EPOCH));
            done(host.activate(VEE, next(), EPOCH));
            hosts.await("booted", () -> sighting().booted());
            var address = sighting().attachments().getFirst().address();

            var to = new Host.Destination(other.id(), Objects.requireNonNull(other.door()));
            hosts.await("gone", () -> hasGone(to));

            var there = Objects.requireNonNull(other.list()).getFirst();
            assertThat(there.state()).isEqualTo(VeeState.ACTIVE);
            assertThat(there.attachments().getFirst().address()).isEqualTo(address);
            var uuid = VEE.uuid(TwoHosts.SITE).toString();
            hosts.await(
                    "tidied",
                    () -> !hosts.virsh('a', "vol-list", pools().getFirst()).contains(uuid));
            assertThat(hosts.virsh('b', "vol-list", pools().getFirst())).contains(uuid + ".qcow2", uuid + ".seed.iso");

            // as where a move was cut off after the guest had gone on
            var left = directory.resolve("left.xml");
            Files.writeString(left, hosts.virsh('b', "dumpxml", "--inactive", XmlText.domainName(TwoHosts.SITE, VEE)));
            hosts.virsh('a', "define", left.toString());
            assertThat(sighting().state()).isEqualTo(VeeState.SHUTOFF);
            done(host.destroy(VEE, next(), EPOCH));
            done(host.destroy(VEE, next(), EPOCH));
            assertThat(host.list()).isEmpty();
            assertThat(Leases.in(directory.resolve("leases")).heldBy(uuid)).hasSize(1);
            assertThat(images.remove("guest")).isInstanceOf(Registration.Refused.class);

            done(other.destroy(VEE, next(), EPOCH));
            assertThat(hosts.virsh('b', "vol-list", pools().getFirst())).doesNotContain(uuid);
            assertThat(Leases.in(directory.resolve("leases")).of("subnets")).isEmpty();
            assertThat(images.remove("guest")).isInstanceOf(Registration.Done.class);
        }
    }

    @Test
    void aVeeWhoseMoveIsGivenUpLivesHereAgain() throws Exception {
        host.close();
        var lan = new NetworkSettings(NetworkSettings.DEFAULT.lans(), 22, "br0", null);
        host = host('a', BESIDE_IT, lan);
        try (var other = host('b', BESIDE_IT, lan)) {
            done(host.define(
                    new Definition(VEE, SIZE, "guest", List.of(RED), List.of(), Probe.DEFAULT), next(), EPOCH));
            done(host.activate(VEE, next(), EPOCH));
            hosts.await("booted", () -> sighting().booted());
            var to = new Host.Destination(other.id(), Objects.requireNonNull(other.door()));
            assertThat(host.migrate(VEE, to, next(), EPOCH)).isInstanceOf(Outcome.InProgress.class);
            assertThat(livesAt(other.id())).isTrue();

            assertThat(host.stay(VEE, next(), EPOCH)).isNotInstanceOf(Outcome.Refused.class);
            hosts.await("it stays", () -> livesAt(host.id()));
            done(host.destroy(VEE, next(), EPOCH));
            assertThat(livesAt(host.id())).isFalse();
            assertThat(images.remove("guest")).isInstanceOf(Registration.Done.class);
        }
    }

    private boolean livesAt(HostId id) throws IOException {
        return Leases.in(directory.resolve("leases")).of("host:" + id).stream()
                .anyMatch(lease -> lease.holder().equals(VEE.uuid(TwoHosts.SITE).toString()));
    }

    /** A move may come to nothing, and is asked for again. */
    private boolean hasGone(Host.Destination to) {
        var here = Objects.requireNonNull(host.list());
        if (here.stream().anyMatch(vee -> !vee.moving())) {
            assertThat(host.migrate(VEE, to, next(), EPOCH)).isNotInstanceOf(Outcome.Refused.class);
        }
        return here.isEmpty();
    }

    private void assertNothingLeft() throws IOException {
        assertThat(hosts.virsh('a', "list", "--all", "--name")).isBlank();
        assertThat(lans()).isEmpty();
        for (var pool : pools()) {
            assertThat(hosts.virsh('a', "vol-list", pool))
                    .doesNotContain(VEE.uuid(TwoHosts.SITE).toString());
        }
        var disks = directory.resolve("disks");
        if (Files.exists(disks)) {
            assertThat(disks).isEmptyDirectory();
        }
        var leases = Leases.in(directory.resolve("leases"));
        assertThat(leases.of("subnets")).isEmpty();
        assertThat(leases.heldBy(VEE.uuid(TwoHosts.SITE).toString())).isEmpty();
    }

    private static List<String> lans() {
        return names("net-list");
    }

    private static List<String> pools() {
        return names("pool-list");
    }

    private static List<String> names(String what) {
        return hosts.virsh('a', what, "--all", "--name")
                .lines()
                .map(String::strip)
                .filter(name -> !name.isBlank() && !name.equals("default"))
                .toList();
    }

    private static Resolved ask(Question question, String network) {
        return new Resolved(question, null, 0, network);
    }

    private Host.Sighting sighting() {
        return Objects.requireNonNull(host.list()).stream()
                .filter(s -> s.vee().equals(VEE))
                .findFirst()
                .orElseThrow();
    }

    private IntentId next() {
        return new IntentId(++intents);
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }
}
