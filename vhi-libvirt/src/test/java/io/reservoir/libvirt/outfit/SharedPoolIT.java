package io.reservoir.libvirt.outfit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.libvirt.image.ImageLimits;
import io.reservoir.libvirt.image.ImageStore;
import io.reservoir.libvirt.image.Registration;
import io.reservoir.libvirt.network.Leases;
import io.reservoir.libvirt.network.NetworkSettings;
import io.reservoir.libvirt.network.Networks;
import io.reservoir.libvirt.storage.Disks;
import io.reservoir.libvirt.verb.LibvirtHost;
import io.reservoir.libvirt.verb.TwoHosts;
import io.reservoir.libvirt.xml.XmlText;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Host.Nic;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Volumes.Kept;
import io.reservoir.model.port.Volumes.Volume;
import io.reservoir.model.present.Present;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Setting;
import io.reservoir.model.service.Size;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hosts with one pool: a folder of this machine behind a file system of which libvirt, by its name, takes for granted
 * that hosts share it.
 */
class SharedPoolIT {
    private static final Path GUEST = Path.of("target/lab-guest").toAbsolutePath();
    private static final Size SIZE = new Size(1, 128L << 20, 64L << 20);
    private static final ServiceId SERVICE = new ServiceId("Shop");
    private static final VeeId VEE = new VeeId(SERVICE, "C1", 1, 1);
    private static final VolumeSpec DATA = new VolumeSpec("data", 8L << 20);
    private static final Epoch EPOCH = new Epoch(1);
    private static final Pattern COUNTED = Pattern.compile("JOURNAL is at \\[(\\d+)]");

    @TempDir
    private static Path directory;

    private static TwoHosts hosts;
    private static ImageStore images;
    private long intents;

    @BeforeAll
    static void bringUp() throws IOException {
        Present.command("bindfs", "bindfs");
        Present.command("qemu-img", "qemu-utils");
        Present.that(Files.exists(Path.of("/dev/fuse")), "there is no /dev/fuse: modprobe fuse");
        Present.namespaces();
        var behind = Files.createDirectories(directory.resolve("behind"));
        Files.createDirectories(pool());
        TwoHosts.run("bindfs", "-o", "subtype=glusterfs", behind.toString(), pool().toString());
        hosts = TwoHosts.up("shp", "10.78.13");
        TwoHosts.run(
                Path.of("../samples/lab/guest/build")
                        .toAbsolutePath()
                        .normalize()
                        .toString(),
                GUEST.toString());
        images = ImageStore.open(directory.resolve("images"), ImageLimits.DEFAULT, InstantSource.system());
        assertThat(images.register("guest", GUEST.resolve("guest.qcow2"), null)).isInstanceOf(Registration.Done.class);
    }

    private static Path pool() {
        return directory.resolve("pool");
    }

    @AfterAll
    static void takeDown() {
        if (hosts != null) {
            hosts.close();
        }
        if (Files.exists(pool())) {
            TwoHosts.run("umount", "-l", pool().toString());
        }
    }

    private static LibvirtHost open(char name) throws IOException {
        var settings = hosts.settings(name);
        var outfit = new HostOutfit(
                settings.site(),
                settings.id(),
                settings.domain(),
                null,
                images,
                Disks.shared("reservoir-shared", pool().toString()),
                new Networks(
                        settings.site(),
                        new NetworkSettings(NetworkSettings.DEFAULT.lans(), 22, "br0", null),
                        Leases.in(directory.resolve("leases"))));
        var records = Files.createDirectories(directory.resolve("records-" + name));
        var opened = LibvirtHost.open(settings, outfit, records, InstantSource.system(), () -> {});
        hosts.await("connected", () -> opened.capacity() != null);
        return opened;
    }

    @Test
    void aVeeMovesWithItsVolumeAndItsGuestGoesOnReadingAndWritingIt() throws Exception {
        try (var here = open('a');
                var there = open('b')) {
            var room = Objects.requireNonNull(here.capacity()).free();
            var counting = new Setting("JOURNAL", List.of(new Setting.Text(DATA.name())));
            done(here.define(
                    new Definition(VEE, SIZE, "guest", List.of(new Nic("RED", null)), List.of(counting), Probe.DEFAULT),
                    next(),
                    EPOCH));
            done(here.activate(VEE, next(), EPOCH));
            hosts.await("booted", () -> sighting(here).booted());
            done(here.attach(VEE, DATA, next(), EPOCH));
            assertThat(Objects.requireNonNull(here.capacity()).free()).isEqualTo(room.minus(SIZE));
            hosts.await("it counts on its volume", () -> last('a') >= 3);
            assertThat(kept(here)).containsExactly(new Volume(DATA.name(), DATA.bytes(), VEE));
            assertThat(kept(there)).containsExactly(new Volume(DATA.name(), DATA.bytes(), null));

            var to = new Host.Destination(there.id(), Objects.requireNonNull(there.door()));
            assertThat(here.migrate(VEE, to, next(), EPOCH)).isNotInstanceOf(Outcome.Refused.class);
            hosts.await("gone", () -> Objects.requireNonNull(here.list()).isEmpty());
            var reached = last('a');
            assertThat(sighting(there).state()).isEqualTo(VeeState.ACTIVE);
            assertThat(sighting(there).volumes()).containsExactly(DATA.name());
            hosts.await("it counts on there", () -> last('b') > reached + 3);
            assertThat(kept(here)).containsExactly(new Volume(DATA.name(), DATA.bytes(), null));
            assertThat(kept(there)).containsExactly(new Volume(DATA.name(), DATA.bytes(), VEE));
            var numbers = counted('a');
            numbers.addAll(counted('b'));
            assertThat(numbers).as("none comes again").isSorted().doesNotHaveDuplicates();
            assertThat(files()).hasSize(3);

            // as where a move was cut off after the guest had gone on
            var left = directory.resolve("left.xml");
            Files.writeString(left, hosts.virsh('b', "dumpxml", "--inactive", name()));
            hosts.virsh('a', "define", left.toString());
            assertThat(sighting(here).state()).isEqualTo(VeeState.SHUTOFF);
            done(here.destroy(VEE, next(), EPOCH));
            assertThat(here.list()).isEmpty();
            done(here.destroy(VEE, next(), EPOCH));
            assertThat(files())
                    .as("a host takes nothing away from the one that the VEE is at")
                    .hasSize(3);
            var now = last('b');
            hosts.await("it counts on", () -> last('b') > now + 3);
            assertThat(Leases.in(directory.resolve("leases"))
                            .heldBy(VEE.uuid(TwoHosts.SITE).toString()))
                    .hasSize(1);

            done(there.destroy(VEE, next(), EPOCH));
            assertThat(files()).singleElement().asString().endsWith(".data.volume.qcow2");
            assertThat(kept(here)).containsExactly(new Volume(DATA.name(), DATA.bytes(), null));
            done(here.delete(SERVICE, DATA.name(), EPOCH));
            assertThat(files()).isEmpty();
            assertThat(kept(there)).isEmpty();
            assertThat(images.remove("guest")).isInstanceOf(Registration.Done.class);
        }
    }

    private static List<Integer> counted(char host) {
        var log = hosts.directory(host).resolve("log/qemu").resolve(name() + ".console.log");
        try {
            var numbers = new ArrayList<Integer>();
            var counted = COUNTED.matcher(Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "");
            while (counted.find()) {
                numbers.add(Integer.valueOf(counted.group(1)));
            }
            return numbers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name() {
        return XmlText.domainName(TwoHosts.SITE, VEE);
    }

    private static int last(char host) {
        var counted = counted(host);
        return counted.isEmpty() ? 0 : counted.getLast();
    }

    private static List<Path> files() throws IOException {
        try (var files = Files.list(pool())) {
            return files.toList();
        }
    }

    private static List<Volume> kept(LibvirtHost host) {
        return ((Kept) Objects.requireNonNull(host.volumes(SERVICE))).volumes();
    }

    private static Sighting sighting(LibvirtHost host) {
        return Objects.requireNonNull(host.list()).getFirst();
    }

    private IntentId next() {
        return new IntentId(++intents);
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }
}
