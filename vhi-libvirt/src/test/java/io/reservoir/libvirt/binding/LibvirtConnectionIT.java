package io.reservoir.libvirt.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.present.Present;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The binding against the driver that libvirt brings along for tests: every call crosses into the real library. */
class LibvirtConnectionIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String NAMESPACE = "urn:test";

    @BeforeAll
    static void needsLibvirt() {
        Present.that(Libvirt.missing() == null, String.valueOf(Libvirt.missing()));
    }

    @Test
    void seesTheNodeAndTheDomainsThere() {
        with(session -> {
            assertThat(session.driver()).isEqualTo("TEST");
            assertThat(session.version()).isGreaterThanOrEqualTo(Libvirt.NEEDED);
            assertThat(session.node().cpus()).isPositive();
            assertThat(session.node().memoryBytes()).isGreaterThan(1 << 20);
            try (var domain = session.domain("test")) {
                assertThat(domain.state()).isEqualTo(Domain.State.RUNNING);
                assertThat(domain.xml()).contains("<name>test</name>");
            }
            for (var domain : session.domains()) {
                try (domain) {
                    assertThat(domain.uuid())
                            .isEqualTo(session.domain(domain.name()).uuid());
                }
            }
            return null;
        });
    }

    @Test
    void leadsADomainThroughItsLife() {
        var uuid = UUID.randomUUID();
        with(session -> {
            try (var domain = session.define(xml("life", uuid))) {
                assertThat(domain.uuid()).isEqualTo(uuid);
                assertThat(domain.state()).isEqualTo(Domain.State.SHUTOFF);
                domain.setMetadata("<mark n='1'/>", "t", NAMESPACE, Domain.Scope.CONFIG);
                assertThat(domain.inactiveXml()).contains("<t:mark xmlns:t=\"urn:test\" n=\"1\"/>");
                domain.start();
                assertThat(domain.state()).isEqualTo(Domain.State.RUNNING);
                domain.setVcpus(1, Domain.Scope.LIVE);
                domain.setMemory(8_192, Domain.Scope.LIVE);
                assertThat(domain.xml()).contains("<vcpu placement='static' current='1'>2</vcpu>", ">8192<");
                domain.suspend();
                assertThat(domain.state()).isEqualTo(Domain.State.PAUSED);
                domain.resume();
                domain.destroy();
                domain.setMostMemory(32_768);
                domain.setMostVcpus(3);
                assertThat(domain.inactiveXml()).contains(">32768<", ">3</vcpu>");
                domain.undefine();
            }
            assertThat(session.domain(uuid)).isNull();
            assertThat(session.domain("life")).isNull();
            return null;
        });
    }

    @Test
    void countsWhatRunningDomainsUse() {
        with(session -> {
            var stats = session.stats();
            assertThat(stats).isNotEmpty();
            assertThat(stats.getFirst().name()).isEqualTo("test");
            assertThat(stats.getFirst().number("state.state")).isEqualTo(1);
            assertThat(stats.getFirst().number("no.such")).isNull();
            return null;
        });
    }

    @Test
    void saysWhatWasNotDone() {
        try (var connection = new LibvirtConnection("h", "test:///default", null)) {
            var answer = connection.call(SOON, session -> session.define("<domain/>"));
            assertThat(answer).isInstanceOf(Answer.Failed.class);
            answer = connection.call(SOON, session -> {
                try (var domain = session.define(xml("off", UUID.randomUUID()))) {
                    domain.destroy();
                }
                return null;
            });
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            Answer.Failed.class,
                            failed -> assertThat(failed.fault().kind()).isEqualTo(Fault.Kind.WRONG_STATE));
        }
    }

    @Test
    void tellsWhatHappens() throws Exception {
        BlockingQueue<DomainEvent> events = new ArrayBlockingQueue<>(100);
        var listener = new LibvirtListener() {
            @Override
            public void happened(DomainEvent event) {
                events.add(event);
            }

            @Override
            public void connected() {}

            @Override
            public void disconnected(String why) {}
        };
        var uuid = UUID.randomUUID();
        try (var connection = new LibvirtConnection("h", "test:///default", listener)) {
            var done = connection.call(SOON, session -> {
                try (var domain = session.define(xml("told", uuid))) {
                    domain.start();
                    domain.destroy();
                    domain.undefine();
                }
                return true;
            });
            assertThat(done).isEqualTo(new Answer.Is<>(true));
            for (var kind : new DomainEvent.Kind[] {
                DomainEvent.Kind.DEFINED, DomainEvent.Kind.STARTED, DomainEvent.Kind.STOPPED, DomainEvent.Kind.UNDEFINED
            }) {
                assertThat(events.poll(5, TimeUnit.SECONDS)).isEqualTo(new DomainEvent(uuid, kind));
            }
        }
    }

    @Test
    void doesNotWaitLongerThanItIsTold() {
        try (var connection = new LibvirtConnection("h", "test:///default", null)) {
            var begun = System.nanoTime();
            var answer = connection.call(Duration.ofMillis(300), session -> {
                try {
                    TimeUnit.SECONDS.sleep(3);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return true;
            });
            assertThat(answer).isInstanceOf(Answer.Silent.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void answersAtOnceWhileNobodyIsThere() {
        try (var connection = new LibvirtConnection("h", "qemu+unix:///system?socket=/nowhere/sock", null)) {
            assertThat(connection.call(SOON, Session::node)).isInstanceOf(Answer.Silent.class);
            var begun = System.nanoTime();
            for (var i = 0; i < 100; i++) {
                assertThat(connection.call(SOON, Session::node)).isInstanceOf(Answer.Silent.class);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
            assertThat(connection.trouble()).contains("/nowhere/sock", "maybe libvirtd does not run");
        }
    }

    private static void with(Session.Work<Object> work) {
        try (var connection = new LibvirtConnection("h", "test:///default", null)) {
            var answer = connection.call(SOON, work);
            assertThat(answer).isInstanceOf(Answer.Is.class);
        }
    }

    private static String xml(String name, UUID uuid) {
        return """
                <domain type='test'><name>%s</name><uuid>%s</uuid><memory>16384</memory><vcpu>2</vcpu>\
                <os><type>hvm</type></os></domain>""".formatted(name, uuid);
    }
}
