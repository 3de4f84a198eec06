package io.reservoir.libvirt.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.libvirt.image.ImageFormat;
import io.reservoir.libvirt.image.ImageLimits;
import io.reservoir.libvirt.image.ImageStore;
import io.reservoir.libvirt.image.Registration;
import io.reservoir.libvirt.image.StoredImage;
import io.reservoir.libvirt.network.Leases;
import io.reservoir.libvirt.network.NetworkSettings;
import io.reservoir.libvirt.network.Networks;
import io.reservoir.libvirt.outfit.HostOutfit;
import io.reservoir.libvirt.storage.Disks;
import io.reservoir.libvirt.xml.XmlText;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.VeeSnapshots.Kept;
import io.reservoir.model.port.VeeSnapshots.Snapshot;
import io.reservoir.model.port.VeeSnapshots.SnapshotId;
import io.reservoir.model.port.VeeSnapshots.State;
import io.reservoir.model.port.VeeSnapshots.Told;
import io.reservoir.model.port.VeeSnapshots.Unkept;
import io.reservoir.model.present.Present;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Setting;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of real disks: what is in them, and what is left when taking one is cut short. */
class SnapshotsIT {
    private static final Path GUEST = Path.of("target/lab-guest").toAbsolutePath();
    private static final long MIB = 1L << 20;
    private static final Size SIZE = new Size(1, 128 * MIB, 1_536 * MIB);
    /** Of which the hypervisor takes a second or more to make a copy. */
    private static final String MUCH = "1024M";

    private static final Epoch EPOCH = new Epoch(1);
    private static final ServiceId SERVICE = new ServiceId("Shop");
    private static final VeeId VEE = new VeeId(SERVICE, "C1", 1, 1);
    private static final VeeId LATER = new VeeId(SERVICE, "C1", 2, 1);
    private static final SnapshotId ONE = new SnapshotId(VEE, "one");
    private static final Pattern NODE = Pattern.compile("(libvirt-\\d+-format): \\S+\\.qcow2");

    private static final Pattern COUNTED = Pattern.compile("JOURNAL is at \\[(\\d+)]");
    private static final Pattern FOUND = Pattern.compile("JOURNAL found \\[(\\d+)] and \\[(\\d+)]");

    private static TwoHosts hosts;

    @TempDir
    private Path directory;

    private ImageStore images;
    private LibvirtHost host;
    private long intents;

    @BeforeAll
    static void bringUp() throws IOException {
        Present.command("qemu-img", "qemu-utils");
        hosts = TwoHosts.up("snp", "10.78.12");
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
        register("guest", GUEST.resolve("guest.qcow2"));
        host = host('a');
    }

    private LibvirtHost host(char name) throws IOException {
        return host(name, disks());
    }

    private LibvirtHost host(char name, Path folder) throws IOException {
        var settings = hosts.settings(name);
        var outfit = new HostOutfit(
                settings.site(),
                settings.id(),
                settings.domain(),
                null,
                images,
                new Disks("reservoir-" + directory.getFileName(), folder.toString()),
                new Networks(settings.site(), NetworkSettings.DEFAULT, Leases.in(directory.resolve("leases"))));
        var records = Files.createDirectories(directory.resolve("records-" + name));
        var opened = LibvirtHost.open(settings, outfit, records, InstantSource.system(), () -> {});
        hosts.await("connected", () -> opened.capacity() != null);
        return opened;
    }

    private Path disks() {
        return directory.resolve("disks");
    }

    @AfterEach
    void close() {
        for (var vee : List.of(VEE, LATER)) {
            hosts.await("it is gone", () -> host.destroy(vee, next(), EPOCH) instanceof Outcome.Done);
        }
        host.close();
        for (var pool : hosts.virsh('a', "pool-list", "--name").lines().toList()) {
            if (pool.startsWith("reservoir")) {
                hosts.virsh('a', "pool-destroy", pool);
                hosts.virsh('a', "pool-undefine", pool);
            }
        }
    }

    private void define(VeeId vee, String image, Setting... settings) {
        done(host.define(new Definition(vee, SIZE, image, List.of(), List.of(settings), Probe.DEFAULT), next(), EPOCH));
    }

    /** What its disk holds from its 64th mebibyte on, a gibibyte of it, was written before. */
    private void boot(VeeId vee, String image, int pattern, Setting... settings) {
        define(vee, image, settings);
        TwoHosts.run(
                "qemu-io",
                "-t",
                "unsafe",
                "-c",
                "write -P " + pattern + " 64M " + MUCH,
                disk(vee).toString());
        start(vee);
    }

    private void start(VeeId vee) {
        done(host.activate(vee, next(), EPOCH));
        hosts.await(vee + " is booted", () -> sightings().anyMatch(s -> s.vee().equals(vee) && s.booted()));
    }

    /** As its guest would write it: through its disk's device, in its hypervisor. */
    private void write(VeeId vee, int pattern, String from, String length) {
        qemuIo(vee, "write -P " + pattern + " " + from + " " + length);
    }

    private void qemuIo(VeeId vee, String command) {
        var said = hosts.virsh(
                'a',
                "qemu-monitor-command",
                "--hmp",
                domain(vee),
                "qemu-io -d /machine/peripheral/virtio-disk0/virtio-backend \"" + command + "\"");
        assertThat(said).doesNotContain("rror", "failed");
    }

    private static String domain(VeeId vee) {
        return XmlText.domainName(TwoHosts.SITE, vee);
    }

    private static void reads(Path file, int pattern, String from, String length) {
        assertThat(TwoHosts.run(
                        "qemu-io", "-r", "-c", "read -P " + pattern + " " + from + " " + length, file.toString()))
                .contains("read ")
                .doesNotContain("verification failed");
    }

    private Snapshot taken(SnapshotId id) {
        assertThat(host.take(id)).isInstanceOf(Kept.class);
        return ready(id);
    }

    private Snapshot ready(SnapshotId id) {
        hosts.await(id + " is ready", () -> {
            var state = find(id).state();
            assertThat(state).as(find(id).toString()).isNotEqualTo(State.FAILED);
            return state == State.READY;
        });
        return find(id);
    }

    private Snapshot find(SnapshotId id) {
        return snapshots().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<Snapshot> snapshots() {
        var told = host.list(SERVICE);
        assertThat(told).isInstanceOf(Kept.class);
        return ((Kept) Objects.requireNonNull(told)).snapshots();
    }

    private static Path file(Snapshot snapshot) {
        return Path.of(Objects.requireNonNull(snapshot.file()));
    }

    /** Begins to take one, and lets it last; says what that is called in its hypervisor. */
    private String takeSlowly(SnapshotId id) {
        var job = job(id.vee());
        assertThat(host.take(id))
                .isInstanceOfSatisfying(
                        Kept.class,
                        kept -> assertThat(kept.snapshots())
                                .extracting(Snapshot::state)
                                .containsExactly(State.TAKING));
        speed(id.vee(), job, MIB);
        assertThat(find(id).state()).isEqualTo(State.TAKING);
        return job;
    }

    private static void speed(VeeId vee, String job, long bytesPerSecond) {
        assertThat(hosts.virsh(
                        'a',
                        "qemu-monitor-command",
                        domain(vee),
                        "{\"execute\":\"block-job-set-speed\",\"arguments\":{\"device\":\"" + job + "\",\"speed\":"
                                + bytesPerSecond + "}}"))
                .doesNotContain("error");
    }

    /** What the copying of its first disk is called in its hypervisor. */
    private static String job(VeeId vee) {
        var node = NODE.matcher(hosts.virsh('a', "qemu-monitor-command", "--hmp", domain(vee), "info block"));
        assertThat(node.find()).isTrue();
        return "backup-vda-" + node.group(1);
    }

    /** What stands in the folder for snapshots. */
    private List<Path> left() throws IOException {
        var folder = directory.resolve("disks-snapshots/" + TwoHosts.SITE + "/ha");
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private boolean isNothingLeft() {
        try {
            return left().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aVeeBootsFromWhatAnotherOnesDiskWasWhileItsGuestWroteOn() throws Exception {
        boot(VEE, "guest", 0x41);
        var job = takeSlowly(ONE);
        write(VEE, 0x42, "64M", "128M");
        assertThat(find(ONE).doneBytes()).isLessThan(find(ONE).totalBytes());
        assertThat(find(ONE).totalBytes()).isEqualTo(SIZE.diskBytes());
        speed(VEE, job, 0);

        var snapshot = ready(ONE);
        assertThat(snapshot.diskBytes()).isEqualTo(SIZE.diskBytes());
        assertThat(snapshot.fileBytes()).isBetween(1_024 * MIB, 1_100 * MIB);
        assertThat(TwoHosts.run("qemu-img", "info", file(snapshot).toString())).doesNotContain("backing file");
        assertThat(TwoHosts.run("qemu-img", "check", file(snapshot).toString())).contains("No errors");
        reads(file(snapshot), 0x41, "64M", MUCH);
        assertThat(left()).containsExactly(file(snapshot));
        assertThat(host.take(ONE)).as("it is so already").isEqualTo(new Kept(List.of(snapshot)));

        done(host.destroy(VEE, next(), EPOCH));
        assertThat(snapshots()).containsExactly(snapshot);
        var image = register("saved", file(snapshot));
        assertThat(image.format()).isEqualTo(ImageFormat.QCOW2);
        assertThat(image.virtualBytes()).isEqualTo(SIZE.diskBytes());
        define(LATER, "saved");
        start(LATER);
        qemuIo(LATER, "read -P 65 64M 256M");

        assertThat(host.delete(ONE)).isEqualTo(new Kept(List.of()));
        assertThat(left()).isEmpty();
        assertThat(snapshots()).isEmpty();
    }

    /** The program flushes each number before it writes the next one, at the other end of its disk. */
    @Test
    void whatAProgramOfTheGuestWritesStandsInItAsItWasAtOneInstant() throws Exception {
        var counting = new Setting("JOURNAL", List.of(new Setting.Text("own")));
        boot(VEE, "guest", 0x49, counting);
        hosts.await("it counts", () -> counted(VEE) >= 3);
        var before = counted(VEE);
        var job = takeSlowly(ONE);
        // one more may be on the disk than it has read back and printed
        var after = counted(VEE) + 1;
        hosts.await("it counts on while it is copied", () -> counted(VEE) > after + 5);
        assertThat(find(ONE).state()).isEqualTo(State.TAKING);
        speed(VEE, job, 0);
        register("saved", file(ready(ONE)));
        done(host.destroy(VEE, next(), EPOCH));

        define(LATER, "saved", counting);
        start(LATER);
        hosts.await(
                "it has looked at its disk", () -> FOUND.matcher(printed(LATER)).find());
        var found = FOUND.matcher(printed(LATER));
        assertThat(found.find()).isTrue();
        var first = Integer.parseInt(found.group(1));
        var second = Integer.parseInt(found.group(2));
        assertThat(first).as("from %s to %s", before, after).isBetween(before, after);
        assertThat(first - second).as("%s is written before %s", first, second).isBetween(0, 1);
        hosts.await("it counts on from there", () -> counted(LATER) > first);
    }

    private static int counted(VeeId vee) {
        var counted = COUNTED.matcher(printed(vee));
        var last = 0;
        while (counted.find()) {
            last = Integer.parseInt(counted.group(1));
        }
        return last;
    }

    private static String printed(VeeId vee) {
        try {
            return Files.readString(
                    hosts.directory('a').resolve("log/qemu").resolve(domain(vee) + ".console.log"),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aVeeThatIsOffIsCopiedWhole() throws Exception {
        boot(VEE, "guest", 0x43);
        write(VEE, 0x42, "100M", "64M");
        done(host.suspend(VEE, next(), EPOCH));
        var asleep = taken(ONE);
        reads(file(asleep), 0x42, "100M", "64M");
        reads(file(asleep), 0x43, "164M", "256M");
        done(host.resume(VEE, next(), EPOCH));
        hosts.virsh('a', "destroy", domain(VEE));
        hosts.await("it is off", () -> sightings().anyMatch(s -> s.state() == VeeState.SHUTOFF));
        var off = taken(new SnapshotId(VEE, "off"));
        assertThat(TwoHosts.run("qemu-img", "info", file(off).toString())).doesNotContain("backing file");
        assertThat(TwoHosts.run(
                        "qemu-img",
                        "compare",
                        "-U",
                        disk(VEE).toString(),
                        file(off).toString()))
                .contains("identical");
        assertThat(snapshots()).extracting(Snapshot::id).containsExactly(new SnapshotId(VEE, "off"), ONE);
        assertThat(left()).hasSize(2);
    }

    private Path disk(VeeId vee) {
        return disks().resolve(vee.uuid(TwoHosts.SITE) + ".qcow2");
    }

    @Test
    void whatIsInTheWayIsRefusedAtOnceAndSaysSo() throws Exception {
        boot(VEE, "guest", 0x44);
        takeSlowly(ONE);
        assertThat(why(host.take(new SnapshotId(VEE, "two")))).contains("one at a time");
        assertThat(host.take(ONE)).isInstanceOf(Kept.class);
        var begun = System.nanoTime();
        var there = new Host.Destination(hosts.settings('b').id(), Objects.requireNonNull(host.door()));
        assertThat(refusal(host.migrate(VEE, there, next(), EPOCH)))
                .contains("a snapshot of " + VEE + " is being taken");
        assertThat(refusal(host.suspend(VEE, next(), EPOCH))).contains("a snapshot of " + VEE + " is being taken");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        done(host.pause(VEE, next(), EPOCH));
        done(host.resume(VEE, next(), EPOCH));

        assertThat(host.delete(ONE)).as("it is given up").isEqualTo(new Kept(List.of()));
        hosts.await("nothing is left", this::isNothingLeft);
        hosts.await("none is shown", () -> snapshots().isEmpty());
        done(host.suspend(VEE, next(), EPOCH));
    }

    @Test
    void aCopyForWhichThereIsNoRoomIsRefusedBeforeItBegins() throws Exception {
        host.close();
        var folder = Path.of("/var/lib/libvirt/small");
        var libvirtd = String.valueOf(hosts.libvirtd('a'));
        TwoHosts.run("nsenter", "-t", libvirtd, "-m", "mkdir", "-p", folder + "-snapshots");
        TwoHosts.run(
                "nsenter",
                "-t",
                libvirtd,
                "-m",
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=8m",
                "tmpfs",
                folder + "-snapshots");
        try {
            host = host('a', folder);
            define(VEE, "guest");
            assertThat(why(host.take(ONE))).contains("are free where snapshots are kept");
            assertThat(snapshots()).isEmpty();
            var pool = hosts.virsh('a', "pool-list", "--name").lines().filter(name -> name.contains("snapshots"));
            assertThat(hosts.virsh('a', "vol-list", pool.findFirst().orElseThrow()))
                    .doesNotContain(SERVICE.name());
        } finally {
            TwoHosts.run("nsenter", "-t", libvirtd, "-m", "umount", "-l", folder + "-snapshots");
        }
    }

    @Test
    void aVeeThatIsDestroyedMeanwhileLeavesNothingOfItsSnapshot() throws Exception {
        boot(VEE, "guest", 0x45);
        takeSlowly(ONE);
        done(host.destroy(VEE, next(), EPOCH));
        hosts.await("it failed", () -> find(ONE).state() == State.FAILED);
        assertThat(left()).isEmpty();
        assertThat(find(ONE).trouble()).contains("its VEE");
        assertThat(host.delete(ONE)).isEqualTo(new Kept(List.of()));
        assertThat(snapshots()).isEmpty();
    }

    @Test
    void aHypervisorThatIsKilledMeanwhileLeavesNothing() throws Exception {
        boot(VEE, "guest", 0x46);
        takeSlowly(ONE);
        TwoHosts.run("kill", "-KILL", String.valueOf(hosts.qemu('a', domain(VEE))));
        hosts.await("it failed", () -> find(ONE).state() == State.FAILED);
        assertThat(find(ONE).trouble()).contains("its VEE went off");
        hosts.await("nothing is left", this::isNothingLeft);
        done(host.activate(VEE, next(), EPOCH));
        assertThat(taken(ONE).file()).as("it can be tried anew").isNotNull();
    }

    @Test
    void aLibvirtThatIsKilledMeanwhileEndsItWhenItIsThereAgain() throws Exception {
        boot(VEE, "guest", 0x47);
        var job = takeSlowly(ONE);
        hosts.kill('a');
        hosts.restart();
        hosts.await("it is back", () -> host.capacity() != null);
        assertThat(find(ONE).state()).isEqualTo(State.TAKING);
        speed(VEE, job, 0);
        reads(file(ready(ONE)), 0x47, "64M", "256M");
        assertThat(left()).hasSize(1);
    }

    @Test
    void whatAProcessThatEndedLeftHalfDoneIsRemovedByTheNextOne() throws Exception {
        boot(VEE, "guest", 0x48);
        var kept = taken(new SnapshotId(VEE, "kept"));
        takeSlowly(ONE);
        host.close();
        host = host('a');
        hosts.await("it is seen", () -> host.list() != null);
        assertThat(find(ONE).state()).as("the hypervisor goes on").isEqualTo(State.TAKING);
        hosts.virsh('a', "domjobabort", domain(VEE));
        assertThat(left()).hasSize(3);
        hosts.await("nothing is left of it", () -> {
            host.list();
            return snapshots().equals(List.of(kept)) && size() == 1;
        });
    }

    private int size() {
        try {
            return left().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private StoredImage register(String name, Path file) throws IOException {
        var registered = images.register(name, file, null);
        assertThat(registered).isInstanceOf(Registration.Done.class);
        return ((Registration.Done) registered).image();
    }

    private static String why(@Nullable Told told) {
        assertThat(told).isInstanceOf(Unkept.class);
        return ((Unkept) Objects.requireNonNull(told)).why();
    }

    private static String refusal(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).detail();
    }

    private Stream<Host.Sighting> sightings() {
        var seen = host.list();
        return seen == null ? Stream.of() : seen.stream();
    }

    private IntentId next() {
        return new IntentId(++intents);
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }
}
