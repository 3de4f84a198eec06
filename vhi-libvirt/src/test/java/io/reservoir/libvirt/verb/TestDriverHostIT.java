package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Answer;
import io.reservoir.libvirt.binding.Libvirt;
import io.reservoir.libvirt.binding.LibvirtConnection;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.xml.XmlText;
import io.reservoir.model.port.Host;
import io.reservoir.model.port.HostContract;
import io.reservoir.model.present.Present;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The host over libvirt's own driver for tests, as far as that goes: it has no guests, and no disks. */
class TestDriverHostIT extends HostContract {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String URI = "test:///default";
    private static final String SITE = "kit";

    @TempDir
    private Path directory;

    private static final List<AutoCloseable> TO_CLOSE = new ArrayList<>();
    private static LibvirtConnection stranger;

    private final InstantSource clock = InstantSource.system();
    private LibvirtHost host;

    @BeforeAll
    static void needsLibvirt() {
        Present.that(Libvirt.missing() == null, String.valueOf(Libvirt.missing()));
        stranger = new LibvirtConnection("stranger", URI, null);
        TO_CLOSE.add(stranger);
    }

    @BeforeEach
    void open() {
        removeAllDomains();
        host = host(directory);
    }

    @AfterAll
    static void close() throws Exception {
        for (var each : TO_CLOSE) {
            each.close();
        }
    }

    private LibvirtHost host(Path records) {
        var settings = new LibvirtHost.Settings(
                new HostId("h1"),
                "Domain1",
                SITE,
                URI,
                null,
                null,
                16,
                64L << 30,
                64L << 30,
                LibvirtHost.Settings.CONSOLE_LOGS,
                0,
                LibvirtHost.Settings.MOVE_DOWNTIME);
        try {
            var opened = LibvirtHost.open(settings, new BareOutfit(), records, clock, () -> {});
            TO_CLOSE.add(opened);
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Set<Ability> lacks() {
        return Set.of(Ability.BOOT, Ability.VOLUMES);
    }

    /** It has no disks. */
    @Override
    protected Size seenOfForeign(Size size) {
        return new Size(size.vcpus(), size.memoryBytes(), 0);
    }

    @Override
    protected Host host() {
        return host;
    }

    @Override
    protected Host reopened() {
        return host(directory);
    }

    @Override
    protected Instant now() {
        return clock.instant();
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
        ask(session -> {
            try (var domain = session.define("""
                    <domain type='test'><name>%s</name><memory unit='b'>%d</memory><vcpu>%d</vcpu>\
                    <os><type>hvm</type></os></domain>""".formatted(name, size.memoryBytes(), size.vcpus()))) {
                domain.start();
                return true;
            }
        });
    }

    @Override
    protected boolean isForeignDomainUntouched(String name) {
        return ask(session -> {
            try (var domain = session.domain(name)) {
                return domain != null && domain.isActive();
            }
        });
    }

    private void removeAllDomains() {
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
    }

    private <T> T ask(Session.Work<T> work) {
        if (stranger.call(SOON, work) instanceof Answer.Is<T>(var value)) {
            return value;
        }
        throw new AssertionError("the driver for tests does not answer");
    }

    @Override
    protected String domainName(VeeId id) {
        return XmlText.domainName(SITE, id);
    }
}
