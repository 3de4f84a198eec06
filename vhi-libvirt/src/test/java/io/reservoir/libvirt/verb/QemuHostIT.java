package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.xml.XmlText;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.HostContract;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The contract of hosts on real guests: two libvirtd and their QEMUs, one host and its neighbour. */
class QemuHostIT extends HostContract {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final List<AutoCloseable> TO_CLOSE = new ArrayList<>();

    @TempDir
    private static Path records;

    private static TwoHosts hosts;
    private static LibvirtHost host;
    private static LibvirtHost neighbour;

    @TempDir
    private Path files;

    @BeforeAll
    static void bringUp() throws IOException {
        hosts = TwoHosts.up("lvk", "10.78.1");
        host = hosts.open('a', records, () -> {});
        neighbour = hosts.open('b', records, () -> {});
        TO_CLOSE.addAll(List.of(host, neighbour));
    }

    @AfterAll
    static void takeDown() throws Exception {
        for (var each : TO_CLOSE) {
            each.close();
        }
        if (hosts != null) {
            hosts.close();
        }
    }

    @BeforeEach
    void removeForeignDomains() {
        for (var name : hosts.virsh('a', "list", "--all", "--name").lines().toList()) {
            if (!name.isBlank()) {
                if (!hosts.virsh('a', "domstate", name).contains("shut off")) {
                    hosts.virsh('a', "destroy", name);
                }
                hosts.virsh('a', "undefine", name, "--managed-save");
            }
        }
    }

    @Override
    protected Host host() {
        return host;
    }

    @Override
    protected @Nullable Host neighbour() {
        return neighbour;
    }

    @Override
    protected Host reopened() {
        var opened = hosts.open('a', records, () -> {});
        TO_CLOSE.add(opened);
        return opened;
    }

    @Override
    protected Instant now() {
        return CLOCK.instant();
    }

    @Override
    protected void pass(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected void placeForeignDomain(String name, Size size) {
        try {
            var disk = files.resolve(name + ".raw");
            Files.write(disk, new byte[] {0});
            try (var file = new RandomAccessFile(disk.toFile(), "rw")) {
                file.setLength(size.diskBytes());
            }
            var xml = files.resolve("foreign.xml");
            Files.writeString(xml, """
                    <domain type='qemu'><name>%s</name><memory unit='b'>%d</memory><vcpu>%d</vcpu>
                    <os><type arch='x86_64'>hvm</type></os><devices><disk type='file'><driver name='qemu' type='raw'/>
                    <source file='%s'/><target dev='vda'/></disk></devices></domain>""".formatted(name, size.memoryBytes(), size.vcpus(), disk));
            hosts.virsh('a', "define", xml.toString());
            hosts.virsh('a', "start", name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected boolean isForeignDomainUntouched(String name) {
        return hosts.virsh('a', "domstate", name).contains("running");
    }

    @Override
    protected String domainName(VeeId id) {
        return XmlText.domainName(TwoHosts.SITE, id);
    }
}
