package io.reservoir.libvirt.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.libvirt.xml.XmlText;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Consoles;
import io.reservoir.model.port.Consoles.Part;
import io.reservoir.model.port.Consoles.Printed;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.port.Volumes.Kept;
import io.reservoir.model.port.Volumes.Volume;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.service.VolumeSpec;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes as real guests see them, and what is left at a real libvirt when something about them fails. */
class VolumesIT {
    private static final ServiceId SERVICE = new ServiceId("Shop");
    private static final VeeId FIRST = new VeeId(SERVICE, "C1", 1, 1);
    private static final VeeId SECOND = new VeeId(SERVICE, "C1", 2, 1);
    private static final VolumeSpec DATA = new VolumeSpec("data", 8L << 20);
    private static final Epoch EPOCH = new Epoch(1);

    @TempDir
    private static Path records;

    private static TwoHosts hosts;
    private static LibvirtHost host;

    private long intents;

    @BeforeAll
    static void bringUp() throws IOException {
        hosts = TwoHosts.up("lvv", "10.78.4");
        host = hosts.openHere('a', records);
    }

    @AfterAll
    static void takeDown() {
        if (hosts != null) {
            host.close();
            hosts.close();
        }
    }

    @AfterEach
    void leaveNothing() throws IOException {
        for (var vee : List.of(FIRST, SECOND)) {
            assertThat(host.destroy(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
            Files.deleteIfExists(log(vee));
        }
        for (var volume : kept()) {
            assertThat(host.delete(SERVICE, volume.name(), EPOCH)).isInstanceOf(Outcome.Done.class);
        }
        assertThat(files()).isBlank();
    }

    @Test
    void aRunningGuestGetsADiskAndLosesItAndItsDataIsThereForAnother() {
        run(FIRST);
        done(host.attach(FIRST, DATA, next(), EPOCH));
        printed(FIRST, "DISK data of 16384 sectors as vda holds []");
        printed(FIRST, "DISK data is written");
        assertThat(domain(FIRST)).contains("<serial>data</serial>");
        assertThat(hosts.virsh('a', "dumpxml", "--inactive", name(FIRST))).contains("<serial>data</serial>");

        assertThat(host.detach(FIRST, DATA.name(), next(), EPOCH)).isNotInstanceOf(Outcome.Refused.class);
        printed(FIRST, "DISK data is gone");
        hosts.await("let go", () -> volumes(FIRST).isEmpty());
        assertThat(domain(FIRST)).doesNotContain("<disk");
        assertThat(hosts.virsh('a', "dumpxml", "--inactive", name(FIRST))).doesNotContain("<disk");

        run(SECOND);
        done(host.attach(SECOND, DATA, next(), EPOCH));
        printed(SECOND, "DISK data of 16384 sectors as vda holds [written to data]");
        done(host.destroy(SECOND, next(), EPOCH));
        assertThat(kept()).containsExactly(new Volume("data", DATA.bytes(), null));
    }

    @Test
    void aGuestThatIsNotUpIsAskedAgainWhenItIs() {
        define(FIRST);
        done(host.attach(FIRST, DATA, next(), EPOCH));
        done(host.activate(FIRST, next(), EPOCH));
        // its firmware runs, or its kernel has not looked for its devices: nobody there takes the request
        var outcome = host.detach(FIRST, DATA.name(), next(), EPOCH);
        assertThat(outcome).isInstanceOfAny(Outcome.Done.class, Outcome.InProgress.class);
        if (outcome instanceof Outcome.InProgress) {
            assertThat(volumes(FIRST)).containsExactly("data");
            assertThat(hosts.virsh('a', "dumpxml", "--inactive", name(FIRST))).doesNotContain("<disk");
            assertThat(host.attach(FIRST, DATA, next(), EPOCH)).isInstanceOf(Outcome.Refused.class);
            assertThat(host.delete(SERVICE, "data", EPOCH)).isInstanceOf(Outcome.Refused.class);
        }
        printed(FIRST, "BOOTED");
        hosts.await("let go", () -> {
            assertThat(host.detach(FIRST, DATA.name(), next(), EPOCH)).isNotInstanceOf(Outcome.Refused.class);
            return volumes(FIRST).isEmpty();
        });
        assertThat(kept()).containsExactly(new Volume("data", DATA.bytes(), null));
    }

    @Test
    void aVeeThatHasNoPlaceLeftGetsNoVolume() throws IOException {
        run(FIRST);
        for (var letter = 'c'; letter <= 'j'; letter++) {
            var disk = Files.write(records.resolve(letter + ".raw"), new byte[1 << 20]);
            hosts.virsh('a', "attach-disk", name(FIRST), disk.toString(), "vd" + letter, "--persistent");
        }
        refused(host.attach(FIRST, DATA, next(), EPOCH), Refusal.UNSUPPORTED, "8 volumes");
        assertThat(kept()).isEmpty();
        assertThat(files()).isBlank();
    }

    @Test
    void aVolumeThatThePoolCannotHoldIsNotMade() throws IOException {
        define(FIRST);
        var vast = new VolumeSpec("vast", VolumeSpec.MOST_BYTES);
        refused(host.attach(FIRST, vast, next(), EPOCH), Refusal.FULL, "free are");
        var apart = Files.createDirectories(records.resolve("apart"));
        try (var boastful = hosts.openHere('a', apart, 4 * VolumeSpec.MOST_BYTES)) {
            hosts.await("connected", () -> boastful.capacity() != null);
            refused(boastful.attach(FIRST, vast, next(), EPOCH), Refusal.FULL, "the pool has less left");
        }
        assertThat(kept()).isEmpty();
        assertThat(files()).isBlank();
        assertThat(domain(FIRST)).doesNotContain("<disk");
    }

    /** A machine without PCI: libvirt refuses the disk after the volume was made. */
    @Test
    void aDomainThatTakesNoDiskLeavesNoVolumeBehind() throws IOException {
        define(FIRST);
        var xml = hosts.virsh('a', "dumpxml", "--inactive", name(FIRST))
                .replaceAll("machine='[^']*'", "machine='isapc'")
                .replaceAll("<vcpu.*</vcpu>", "<vcpu>1</vcpu>")
                .replaceAll("(?s)<(controller|channel|rng|memballoon)\\b[^>]*/>", "")
                .replaceAll("(?s)<(controller|channel|rng|memballoon)\\b.*?</\\1>", "")
                .replace("<acpi/>", "")
                .replace("</devices>", "<memballoon model='none'/></devices>");
        hosts.virsh(
                'a',
                "define",
                Files.writeString(records.resolve("isa.xml"), xml).toString());
        refused(host.attach(FIRST, DATA, next(), EPOCH), Refusal.FAILED, "PCI");
        assertThat(kept()).isEmpty();
        assertThat(files()).isBlank();
        assertThat(domain(FIRST)).doesNotContain("<disk");
    }

    @Test
    void aVolumeThatAStrangerHoldsIsNotPluggedInAndNotDeleted() throws IOException {
        define(FIRST);
        done(host.attach(FIRST, DATA, next(), EPOCH));
        var file = domain(FIRST).replaceAll("(?s).*<source file='([^']*)'.*", "$1");
        done(host.detach(FIRST, DATA.name(), next(), EPOCH));
        var xml = Files.writeString(records.resolve("stranger.xml"), """
                <domain type='qemu'><name>stranger</name><memory unit='MiB'>64</memory><os><type>hvm</type></os><devices>
                <disk type='file'><driver name='qemu' type='qcow2'/><source file='%s'/><target dev='vda'/></disk>
                </devices></domain>""".formatted(file));
        hosts.virsh('a', "create", xml.toString());
        try {
            run(SECOND);
            refused(host.attach(SECOND, DATA, next(), EPOCH), Refusal.FAILED, "lock");
            assertThat(volumes(SECOND)).isEmpty();
            assertThat(domain(SECOND)).doesNotContain("<disk");
            assertThat(hosts.virsh('a', "dumpxml", "--inactive", name(SECOND))).doesNotContain("<disk");
            assertThat(kept()).containsExactly(new Volume("data", DATA.bytes(), null));
        } finally {
            hosts.virsh('a', "destroy", "stranger");
        }
        done(host.attach(SECOND, DATA, next(), EPOCH));
        printed(SECOND, "DISK data is written");
    }

    @Test
    void aVeeKeepsItsVolumesOverASleepAndAnotherStart() {
        run(FIRST);
        done(host.attach(FIRST, DATA, next(), EPOCH));
        printed(FIRST, "DISK data is written");
        done(host.suspend(FIRST, next(), EPOCH));
        refused(host.detach(FIRST, DATA.name(), next(), EPOCH), Refusal.WRONG_STATE, "SUSPENDED");
        done(host.resume(FIRST, next(), EPOCH));
        assertThat(volumes(FIRST)).containsExactly("data");
        host.shutdown(FIRST, next(), EPOCH);
        hosts.await("off", () -> state(FIRST) == VeeState.SHUTOFF);
        done(host.activate(FIRST, next(), EPOCH));
        printed(FIRST, "holds [written to data]");
        assertThat(volumes(FIRST)).containsExactly("data");
    }

    private static void refused(Outcome outcome, Refusal why, String detail) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(why);
            assertThat(refused.detail()).contains(detail);
        });
    }

    private static void done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    private void define(VeeId vee) {
        var definition = new Definition(vee, new Size(1, 128L << 20, 0), null, List.of(), List.of(), Probe.DEFAULT);
        done(host.define(definition, next(), EPOCH));
    }

    private void run(VeeId vee) {
        define(vee);
        done(host.activate(vee, next(), EPOCH));
        printed(vee, "BOOTED");
    }

    private static String name(VeeId vee) {
        return XmlText.domainName(TwoHosts.SITE, vee);
    }

    private static Path log(VeeId vee) {
        return hosts.directory('a').resolve("log/qemu").resolve(name(vee) + ".console.log");
    }

    private static String domain(VeeId vee) {
        return hosts.virsh('a', "dumpxml", name(vee));
    }

    /** What lies in the pool, without the head of the table. */
    private static String files() {
        return hosts.virsh('a', "pool-list", "--name").contains(TwoHosts.POOL)
                ? hosts.virsh('a', "vol-list", TwoHosts.POOL).lines().skip(2).reduce("", String::concat)
                : "";
    }

    private List<Volume> kept() {
        return ((Kept) Objects.requireNonNull(host.volumes(SERVICE))).volumes();
    }

    private static Sighting sighting(VeeId vee) {
        return Objects.requireNonNull(host.list()).stream()
                .filter(sighting -> sighting.vee().equals(vee))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> volumes(VeeId vee) {
        return sighting(vee).volumes();
    }

    private static VeeState state(VeeId vee) {
        return sighting(vee).state();
    }

    private static void printed(VeeId vee, String text) {
        hosts.await(
                vee + " prints " + text,
                () -> host.console(vee, Part.last(Consoles.MOST_BYTES)) instanceof Printed printed
                        && printed.text().contains(text));
    }

    private IntentId next() {
        return new IntentId(++intents);
    }
}
