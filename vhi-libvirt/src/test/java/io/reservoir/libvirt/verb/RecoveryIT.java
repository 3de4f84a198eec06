package io.reservoir.libvirt.verb;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.libvirt.xml.XmlText;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Host.Sighting;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.port.Outcome.Refusal;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of VEEs when processes of their host die or hang: real ones, by their process ids. A domain of somebody
 * else is there throughout, and is in the end what it was in the beginning.
 */
class RecoveryIT {
    private static final Epoch EPOCH = new Epoch(3);
    private static final Size SMALL = new Size(1, 128L << 20, 0);
    private static final String FOREIGN = "foreign";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @TempDir
    private static Path directory;

    private static TwoHosts hosts;
    private static LibvirtHost host;
    private static final AtomicInteger CHANGES = new AtomicInteger();
    private static String foreignXml;
    private static long foreignPid;

    private final VeeId vee = new VeeId(new ServiceId("recovery"), "C1", NUMBERS.incrementAndGet(), 1);
    private final String domain = XmlText.domainName(TwoHosts.SITE, vee);

    @BeforeAll
    static void bringUp() throws IOException {
        hosts = TwoHosts.up("lvr", "10.78.2");
        host = open();
        var xml = directory.resolve("foreign.xml");
        Files.writeString(xml, """
                <domain type='qemu'><name>foreign</name><memory unit='MiB'>64</memory><vcpu>1</vcpu>
                <os><type arch='x86_64'>hvm</type></os></domain>""");
        hosts.virsh('a', "define", xml.toString());
        hosts.virsh('a', "start", FOREIGN);
        foreignXml = hosts.virsh('a', "dumpxml", FOREIGN);
        foreignPid = hosts.qemu('a', FOREIGN);
    }

    @AfterAll
    static void theForeignDomainIsUntouched() {
        if (hosts == null) {
            return;
        }
        try {
            assertThat(hosts.virsh('a', "dumpxml", FOREIGN)).isEqualTo(foreignXml);
            assertThat(hosts.qemu('a', FOREIGN)).isEqualTo(foreignPid);
            assertThat(ProcessHandle.of(foreignPid)).isPresent();
        } finally {
            host.close();
            hosts.close();
        }
    }

    @AfterEach
    void leaveNothing() {
        hosts.await("the host answers", () -> host.list() != null);
        for (var sighting : Objects.requireNonNull(host.list())) {
            assertThat(host.destroy(sighting.vee(), next(), EPOCH)).isInstanceOf(Outcome.Done.class);
        }
    }

    private static LibvirtHost open() {
        return hosts.open('a', directory, CHANGES::incrementAndGet);
    }

    // ---- libvirtd

    @Test
    void aGuestOutlivesItsLibvirtdAndIsSeenAgainWhenThatIsStarted() {
        run();
        var pid = hosts.qemu('a', domain);
        var before = seen();

        kill();
        hosts.await("it is noticed", () -> host.list() == null);
        // a look may have been cut off on another connection than the one that speaks of the host
        hosts.await("it is said why", () -> host.trouble() != null);
        assertThat(host.pause(vee, next(), EPOCH)).isInstanceOf(Outcome.Lost.class);
        hosts.restart();
        hosts.await("it is seen again", () -> host.list() != null);

        assertThat(seen()).isEqualTo(before);
        assertThat(hosts.qemu('a', domain)).isEqualTo(pid);
        assertThat(host.pause(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void anotherControllerSeesTheSameAfterARestartOfEverything() {
        run();
        hosts.await("it is up", () -> seen().booted());
        var before = seen();
        kill();
        hosts.restart();
        try (var next = open()) {
            hosts.await("it is seen", () -> next.list() != null);
            assertThat(only(next)).isEqualTo(before);
            assertThat(next.activate(vee, next(), new Epoch(2)))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class, r -> assertThat(r.why()).isEqualTo(Refusal.STALE_EPOCH));
        }
        hosts.await("it is seen here too", () -> host.list() != null);
    }

    @Test
    void aLibvirtdThatHangsCostsItsCallersOneDeadlineAndThenNothing() {
        run();
        TwoHosts.signal("STOP", hosts.libvirtd('a'));
        try {
            var first = time(() -> host.list());
            assertThat(first).isLessThan(Duration.ofSeconds(6));
            hosts.await("the connection is given up", () -> host.trouble() != null);
            for (var i = 0; i < 20; i++) {
                assertThat(time(() -> assertThat(host.list()).isNull())).isLessThan(Duration.ofMillis(500));
            }
            assertThat(host.pause(vee, next(), EPOCH)).isInstanceOf(Outcome.Lost.class);
        } finally {
            TwoHosts.signal("CONT", hosts.libvirtd('a'));
        }
        hosts.await("it is seen again", () -> host.list() != null);
        assertThat(seen().state()).isIn(VeeState.ACTIVE, VeeState.PAUSED);
    }

    /** libvirt's client takes its process down where several calls wait on one connection that is cut off. */
    @Test
    void aLibvirtdThatHangsUnderManyCallsTakesNobodyDown() throws Exception {
        run();
        for (var round = 0; round < 3; round++) {
            TwoHosts.signal("STOP", hosts.libvirtd('a'));
            try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var i = 0; i < 4; i++) {
                    callers.execute(() -> host.list());
                    TimeUnit.MILLISECONDS.sleep(300);
                }
            } finally {
                TwoHosts.signal("CONT", hosts.libvirtd('a'));
            }
            hosts.await("it is seen again", () -> host.list() != null);
        }
    }

    @Test
    void aCallThatWasUnderWayWhenLibvirtdDiedIsLostAndTheHostShowsHowItEnded() throws Exception {
        run();
        TwoHosts.signal("STOP", hosts.libvirtd('a'));
        var call = CompletableFuture.supplyAsync(() -> host.pause(vee, next(), EPOCH));
        assertThat(call).isNotDone();
        kill();
        assertThat(call.get(30, TimeUnit.SECONDS)).isInstanceOf(Outcome.Lost.class);
        hosts.restart();
        hosts.await("it is seen again", () -> host.list() != null);
        assertThat(seen().state()).isIn(VeeState.ACTIVE, VeeState.PAUSED);
    }

    @Test
    void anotherHostGoesOnWhileOneHangs() {
        try (var other = hosts.open('b', directory, () -> {})) {
            hosts.await("it answers", () -> other.list() != null);
            TwoHosts.signal("STOP", hosts.libvirtd('a'));
            try {
                var hanging = CompletableFuture.runAsync(() -> host.list());
                assertThat(time(() -> assertThat(other.list()).isEmpty())).isLessThan(Duration.ofSeconds(2));
                assertThat(other.define(definition(SMALL), next(), EPOCH)).isInstanceOf(Outcome.Done.class);
                assertThat(other.destroy(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
                hanging.join();
            } finally {
                TwoHosts.signal("CONT", hosts.libvirtd('a'));
            }
        }
    }

    // ---- QEMU

    @Test
    void aGuestWhoseQemuWasKilledIsOffSinceThen() {
        run();
        var changes = CHANGES.get();
        var killed = Instant.now();
        TwoHosts.signal("KILL", hosts.qemu('a', domain));
        hosts.await("it is off", () -> seen().state() == VeeState.SHUTOFF);
        assertThat(seen().since()).isBetween(killed, killed.plusSeconds(20));
        assertThat(seen().booted()).isFalse();
        assertThat(CHANGES.get()).isGreaterThan(changes);
        assertThat(host.activate(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aQemuThatHangsHoldsUpNoLookAndCanBeDestroyed() {
        run();
        var pid = hosts.qemu('a', domain);
        TwoHosts.signal("STOP", pid);
        var pausing = CompletableFuture.supplyAsync(() -> host.pause(vee, next(), EPOCH));
        for (var i = 0; i < 5; i++) {
            assertThat(time(() -> assertThat(host.list()).isNotNull())).isLessThan(Duration.ofSeconds(3));
            assertThat(time(() -> assertThat(host.capacity()).isNotNull())).isLessThan(Duration.ofSeconds(3));
        }
        assertThat(pausing.join()).isNotInstanceOf(Outcome.Done.class);
        assertThat(host.destroy(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
        hosts.await("its process is gone", () -> ProcessHandle.of(pid).isEmpty());
        assertThat(host.list()).isEmpty();
    }

    @Test
    void aGuestThatDoesNotHearIsNotOffAndCanBeDestroyed() {
        define();
        assertThat(host.activate(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
        assertThat(host.shutdown(vee, next(), EPOCH)).isInstanceOf(Outcome.InProgress.class);
        assertThat(host.destroy(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
        assertThat(host.list()).isEmpty();
    }

    // ---- half-way

    @Test
    void aDefineWithoutAStartKeepsItsRoomAndCanBeStarted() {
        define();
        kill();
        hosts.restart();
        hosts.await("it is seen again", () -> host.list() != null);
        assertThat(seen().state()).isEqualTo(VeeState.DEFINED);
        assertThat(host.define(definition(SMALL), next(), EPOCH)).isInstanceOf(Outcome.Done.class);
        assertThat(host.activate(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aStartWithoutConfirmationIsSeenAndNotDoneTwice() throws Exception {
        define();
        var call = CompletableFuture.supplyAsync(() -> host.activate(vee, next(), EPOCH));
        hosts.await("it runs", () -> hosts.virsh('a', "domstate", domain).contains("running"));
        kill();
        call.get(60, TimeUnit.SECONDS);
        hosts.restart();
        hosts.await("it is seen again", () -> host.list() != null);
        assertThat(seen().state()).isEqualTo(VeeState.ACTIVE);
        var pid = hosts.qemu('a', domain);
        assertThat(host.activate(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
        assertThat(hosts.qemu('a', domain)).isEqualTo(pid);
    }

    @Test
    void aDomainThatSomebodyDestroyedIsOffAndWhatSomebodyUndefinedIsGone() {
        run();
        hosts.virsh('a', "destroy", domain);
        hosts.await("it is off", () -> seen().state() == VeeState.SHUTOFF);
        hosts.virsh('a', "undefine", domain);
        hosts.await("it is gone", () -> Objects.requireNonNull(host.list()).isEmpty());
        assertThat(host.destroy(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
        assertThat(host.activate(vee, next(), EPOCH)).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aDomainThatSomebodyStartedOrResumedRuns() {
        run();
        assertThat(host.pause(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
        hosts.virsh('a', "resume", domain);
        hosts.await("it runs", () -> seen().state() == VeeState.ACTIVE);
        var since = seen().since();
        assertThat(seen().since()).isEqualTo(since);
    }

    @Test
    void aCopyOfADomainOfOursIsNotOurs() throws IOException {
        define();
        var xml = directory.resolve("copy.xml");
        Files.writeString(
                xml,
                hosts.virsh('a', "dumpxml", "--inactive", domain)
                        .replaceAll("<uuid>.*</uuid>", "")
                        .replace("<name>" + domain + "</name>", "<name>copy</name>"));
        hosts.virsh('a', "define", xml.toString());
        try {
            assertThat(host.list()).extracting(Sighting::vee).containsExactly(vee);
        } finally {
            hosts.virsh('a', "undefine", "copy");
        }
    }

    @Test
    void aFullHostRefusesAndLeavesNothing() {
        var all = Objects.requireNonNull(host.capacity()).free();
        var refused = host.define(definition(all.withVcpus(all.vcpus() + 1)), next(), EPOCH);
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, r -> assertThat(r.why()).isEqualTo(Refusal.FULL));
        assertThat(hosts.virsh('a', "list", "--all", "--name")).doesNotContain("recovery");
    }

    // ---- words

    private void define() {
        assertThat(host.define(definition(SMALL), next(), EPOCH)).isInstanceOf(Outcome.Done.class);
    }

    private void run() {
        hosts.await("the host answers", () -> host.list() != null);
        define();
        assertThat(host.activate(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
    }

    private Definition definition(Size size) {
        return new Definition(vee, size, null, List.of(), List.of(), Probe.DEFAULT);
    }

    private static void kill() {
        hosts.kill('a');
    }

    private Sighting seen() {
        return only(host);
    }

    private static Sighting only(LibvirtHost host) {
        var list = new ArrayList<>(Objects.requireNonNull(host.list()));
        assertThat(list).hasSize(1);
        return list.getFirst();
    }

    private static IntentId next() {
        return new IntentId(NUMBERS.incrementAndGet());
    }

    private static Duration time(Runnable what) {
        var begun = System.nanoTime();
        what.run();
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
