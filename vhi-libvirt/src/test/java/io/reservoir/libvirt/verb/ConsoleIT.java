package io.reservoir.libvirt.verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.reservoir.libvirt.xml.XmlText;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.port.Consoles;
import io.reservoir.model.port.Consoles.Part;
import io.reservoir.model.port.Consoles.Printed;
import io.reservoir.model.port.Consoles.Told;
import io.reservoir.model.port.Consoles.Untold;
import io.reservoir.model.port.Host.Definition;
import io.reservoir.model.port.Outcome;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real guest prints, read where its libvirt keeps it; and nothing else from there. */
class ConsoleIT {
    private static final Epoch EPOCH = new Epoch(1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String SECRET = "canary of another";

    @TempDir
    private static Path records;

    private static TwoHosts hosts;
    private static LibvirtHost host;

    private final VeeId vee = new VeeId(new ServiceId("talk"), "C1", 1, 1);
    private final String domain = XmlText.domainName(TwoHosts.SITE, vee);
    private long intents;

    @BeforeAll
    static void bringUp() throws IOException {
        hosts = TwoHosts.up("lvc", "10.78.6");
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
        assertThat(host.destroy(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
        Files.deleteIfExists(log());
    }

    private IntentId next() {
        return new IntentId(++intents);
    }

    private static Path folder() {
        return hosts.directory('a').resolve("log/qemu");
    }

    private Path log() {
        return folder().resolve(domain + ".console.log");
    }

    private void define() {
        var definition = new Definition(vee, new Size(1, 128L << 20, 0), null, List.of(), List.of(), Probe.DEFAULT);
        assertThat(host.define(definition, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
    }

    private void run() {
        define();
        assertThat(host.activate(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
    }

    private static Told told(LibvirtHost by, VeeId about, Part part) {
        return Objects.requireNonNull(by.console(about, part));
    }

    private Printed await(Part part, Predicate<Printed> wanted) {
        @Nullable Told told = null;
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            told = host.console(vee, part);
            if (told instanceof Printed printed && wanted.test(printed)) {
                return printed;
            }
            pause();
        }
        return fail("the console is still " + told);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String refusal() {
        var begun = System.nanoTime();
        var told = told(host, vee, Part.last(Consoles.MOST_BYTES));
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        assertThat(told.toString()).doesNotContain(SECRET);
        assertThat(told).isInstanceOf(Untold.class);
        return ((Untold) told).why();
    }

    @Test
    void theBootLinesOfAGuestAreThereAndItsLaterOnesFollow() {
        run();
        var booted =
                await(Part.last(Consoles.MOST_BYTES), printed -> printed.text().contains("BOOTED with 1 CPUs"));
        assertThat(booted.from()).isZero();

        var later =
                await(Part.from(booted.next(), 100), printed -> printed.text().contains("tick"));
        assertThat(later.from()).isEqualTo(booted.next());
        var last = (Printed) told(host, vee, new Part(null, 1_000, 1));
        assertThat(last.text()).matches("tick \\d+\r+\n");

        assertThat(host.destroy(vee, next(), EPOCH)).isInstanceOf(Outcome.Done.class);
        assertThat(refusal()).isEqualTo("ha: " + vee + " is not there");
        assertThat(log()).as("for who wants to know why it ended").exists();
    }

    @Test
    void aGuestAtALibvirtElsewhereIsReadByAnAgentThere() {
        run();
        try (var remote = hosts.open('a', records, () -> {})) {
            assertThat(told(remote, vee, Part.last(100)))
                    .isInstanceOfSatisfying(
                            Untold.class,
                            untold -> assertThat(untold.why())
                                    .startsWith("ha: its libvirt is on another machine")
                                    .contains("reservoir host"));
        }
    }

    @Test
    void whatLiesInThePlaceOfALogIsNotRead() throws IOException {
        define();
        assertThat(refusal()).contains(domain + ".console.log is not there");

        var canary = Files.writeString(records.resolve("canary"), SECRET);
        Files.createSymbolicLink(log(), canary);
        assertThat(refusal()).contains("it is no file");

        Files.delete(log());
        TwoHosts.run("mkfifo", log().toString());
        assertThat(refusal()).contains("it is no file");

        Files.delete(log());
        Files.createDirectory(log());
        assertThat(refusal()).contains("it is no file");
    }

    @Test
    void theLogOfAnotherDomainIsNotReadWhateverItsOwnXmlSays() throws IOException {
        define();
        var other = Files.writeString(folder().resolve("payroll.console.log"), SECRET);
        var xml = hosts.virsh('a', "dumpxml", "--inactive", domain);
        assertThat(xml).contains(log().toString());
        for (var named : List.of(other.toString(), folder() + "/../qemu/payroll.console.log", "/etc/hostname")) {
            var changed = Files.writeString(records.resolve("changed.xml"), xml.replace(log().toString(), named));
            hosts.virsh('a', "define", changed.toString());
            assertThat(refusal()).contains("does not keep what it prints in").doesNotContain("payroll");
        }
        Files.delete(other);
    }

    @Test
    void nothingIsToldOfADomainWithoutOurMark() throws IOException {
        define();
        var xml = hosts.virsh('a', "dumpxml", "--inactive", domain);
        Files.writeString(log(), SECRET);
        var unmarked =
                Files.writeString(records.resolve("unmarked.xml"), xml.replaceAll("(?s)<metadata>.*</metadata>", ""));
        hosts.virsh('a', "define", unmarked.toString());
        assertThat(refusal()).isEqualTo("ha: " + vee + " is not there");
        hosts.virsh(
                'a',
                "define",
                Files.writeString(records.resolve("marked.xml"), xml).toString());
        assertThat(((Printed) told(host, vee, Part.last(100))).text()).isEqualTo(SECRET);
    }

    @Test
    void aLogThatIsBegunAnewIsToldFromItsBeginning() throws IOException {
        define();
        Files.writeString(log(), "0123456789");
        assertThat(told(host, vee, Part.from(4, 3))).isEqualTo(new Printed("456", 4, 7, 10));
        Files.writeString(log(), "new");
        assertThat(told(host, vee, Part.from(7, 100))).isEqualTo(new Printed("new", 0, 3, 3));
    }

    @Test
    void aLibvirtThatHangsIsSilentAfterAWhile() {
        define();
        TwoHosts.signal("STOP", hosts.libvirtd('a'));
        try {
            var begun = System.nanoTime();
            assertThat(host.console(vee, Part.last(100))).isNull();
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        } finally {
            TwoHosts.signal("CONT", hosts.libvirtd('a'));
        }
        hosts.await("it answers again", () -> host.console(vee, Part.last(100)) != null);
    }
}
