package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.controller.api.view.AttachmentView;
import io.reservoir.controller.api.view.ComponentView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.api.view.SubmittedView;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.replay.Lives;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.present.Present;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.VeePhase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A controller over two libvirt hosts of a lab and real guests, looked at from outside with virsh and over HTTP. */
class LabIT {
    private static final String SHOP = """
            service Shop
            image guest from "guest.qcow2"
            network RED
            C1(1 CPU, 128 MiB, 64 MiB disk) {
              image guest
              networks public, RED
              replicas min 2 max 2
              ready when http GET :8080/health within 4 min
              spread hosts
            }
            """;

    private final Terminal terminal = Terminal.ofProcess();
    private Path directory;
    private Teardown teardown;
    private SqliteLedger ledger;
    private ServerSite site;

    @BeforeAll
    static void needsLibvirt() {
        Present.command("libvirtd", "libvirt-daemon-system");
        Present.command("virsh", "libvirt-clients");
        Present.command("qemu-system-x86_64", "qemu-system-x86");
        Present.command("qemu-img", "qemu-utils");
        Present.command("dnsmasq", "dnsmasq-base");
        Present.command("iptables", "iptables");
        Present.command("cpio", "cpio");
        Present.namespaces();
    }

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        teardown = new Teardown(terminal);
        // a socket's path is short, and that of a test's own folder may not be
        directory = Files.createTempDirectory("rsv-");
        teardown.add(() -> Folders.delete(directory));
        ledger = SqliteLedger.open(directory.resolve("data"));
        teardown.add(ledger::close);
        site = LibvirtSite.open(directory, List.of(), ledger, terminal, teardown);
    }

    @AfterEach
    void end() {
        if (teardown != null) {
            teardown.close();
        }
    }

    @Test
    void virshShowsWhatGetSaysAndAGuestGoesOnAtAnotherHost() throws Exception {
        deploy();
        var vees = site.vees("Shop");
        assertThat(vees).extracting(VeeView::host).doesNotHaveDuplicates();
        for (var vee : vees) {
            assertThatVirshShows(vee);
        }

        var moved = vees.getFirst();
        var other = vees.getLast().host();
        var before = status(moved);
        soon().until(() -> hasMoved(moved, other));
        soon().until(() -> vee(moved.ordinal()).attachments().size() == 2);

        var after = status(moved);
        assertThat(after.get("boot")).isEqualTo(before.get("boot"));
        assertThat(after.get("tick").asInt()).isGreaterThan(before.get("tick").asInt());
        assertThatVirshShows(vee(moved.ordinal()));
        assertThat(said("list", moved.host(), "--all", "--name")).doesNotContain(domain(moved));

        var stayed = vees.getLast();
        var backup = directory.resolve("backup.xml");
        Files.writeString(backup, said("dumpxml", stayed.host(), domain(stayed), "--inactive"));
        site.server().post(Paths.of(Paths.UNDEPLOY, "Shop"), null, ServiceView.class);
        soon().until(() -> shop().owned() == 0);
        Lives.of(ledger, new ServiceId("Shop")).areBilledWithoutGapOrOverlap(Instant.now());
        for (var host : List.of("host-a", "host-b")) {
            assertThat(said("list", host, "--all", "--name")).isEmpty();
            assertThat(said("vol-list", host, "reservoir")).doesNotContain(".qcow2", ".iso");
        }

        // as where an administrator brings back what a host had
        said("define", stayed.host(), backup.toString());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> said("list", stayed.host(), "--all", "--name").isEmpty());
        assertThat(notices()).contains(Notice.Code.LEAK_REAPED);
    }

    @Test
    void anotherGuestTakesThePlaceOfOneThatCannotBeGivenMoreMemory() throws Exception {
        var small = SHOP.replace("min 2 max 2", "min 1 max 2");
        site.server().put(Paths.of(Paths.SERVICE, "Shop"), small, SubmittedView.class);
        site.server().post(Paths.of(Paths.ACTIVATE, "Shop"), null, ServiceView.class);
        soon().until(() -> shop().ready() == 1);
        var before = vee(1);
        var domain = domain(before);
        assertThat(said("list", before.host(), "--name")).contains(domain);

        site.server().put(Paths.of(Paths.SERVICE, "Shop"), small.replace("128 MiB", "192 MiB"), SubmittedView.class);
        var fewest = new AtomicInteger(Integer.MAX_VALUE);
        soon().until(() -> {
            var shop = shop();
            fewest.accumulateAndGet(shop.ready(), Math::min);
            return shop.owned() == 1
                    && shop.ready() == 1
                    && site.vees("Shop").stream().allMatch(vee -> vee.size().memoryBytes() == 192L << 20);
        });
        assertThat(fewest).hasValue(1);
        soon().until(() -> vee(2).attachments().size() == 2);
        assertThatVirshShows(vee(2));
        assertThat(said("list", before.host(), "--all", "--name")).doesNotContain(domain);
        var why = "host " + before.host() + " cannot bring a running VEE to 192 MiB";
        assertThat(reasons())
                .contains("takes the place of C1[1]: " + why)
                .anyMatch(reason -> reason.endsWith("; it goes because " + why));

        site.server().post(Paths.of(Paths.UNDEPLOY, "Shop"), null, ServiceView.class);
        soon().until(() -> shop().owned() == 0);
        Lives.of(ledger, new ServiceId("Shop")).areBilledWithoutGapOrOverlap(Instant.now());
    }

    private List<String> reasons() {
        return ledger.read(new ServiceId("Shop"), 0, Integer.MAX_VALUE).stream()
                .map(Recorded::entry)
                .filter(Entry.Planned.class::isInstance)
                .flatMap(entry -> ((Entry.Planned) entry).plan().steps().stream())
                .map(step -> step.reason().text())
                .toList();
    }

    private List<Notice.Code> notices() {
        return ledger.read(new ServiceId("Shop"), 0, Integer.MAX_VALUE).stream()
                .map(Recorded::entry)
                .filter(Entry.Noticed.class::isInstance)
                .map(entry -> ((Entry.Noticed) entry).notice().code())
                .toList();
    }

    private void deploy() {
        site.server().put(Paths.of(Paths.SERVICE, "Shop"), SHOP, SubmittedView.class);
        site.server().post(Paths.of(Paths.ACTIVATE, "Shop"), null, ServiceView.class);
        soon().until(() -> shop().ready() == 2);
        soon().until(() -> site.vees("Shop").stream()
                .allMatch(vee ->
                        vee.phase() == VeePhase.READY && vee.attachments().size() == 2));
    }

    /** One call may not come through on a machine that has much to do; it is told once more then. */
    private boolean hasMoved(VeeView moved, String to) {
        var now = vee(moved.ordinal());
        if (!to.equals(now.host()) && now.movingTo() == null) {
            var path = new Query(Paths.of(Paths.MIGRATION, "Shop", "C1", moved.ordinal())).with("to", to);
            try {
                site.server().post(path.toString(), null, VeeView.class);
            } catch (ProblemReply e) {
                // it is in motion already: the next look shows where it is
            }
        }
        return to.equals(now.host());
    }

    private ComponentView shop() {
        return site.service("Shop").components().getFirst();
    }

    private VeeView vee(int ordinal) {
        return site.vees("Shop").stream()
                .filter(vee -> vee.ordinal() == ordinal)
                .findFirst()
                .orElseThrow();
    }

    private void assertThatVirshShows(VeeView vee) throws Exception {
        assertThat(said("domstate", vee.host(), domain(vee))).isEqualTo("running");
        var xml = xml(vee.host(), domain(vee));
        assertThat(xml)
                .contains("service='Shop'", "component='C1'", "ordinal='" + vee.ordinal() + "'")
                .contains("ready='http'", "port='8080'", "path='/health'")
                .contains("<memory unit='KiB'>" + vee.size().memoryBytes() / 1024 + "</memory>");
        assertThat(said("vcpucount", vee.host(), domain(vee), "--live", "--current"))
                .isEqualTo("1");
        var macs = said("domiflist", vee.host(), domain(vee))
                .lines()
                .filter(line -> line.contains(":"))
                .toList();
        assertThat(macs).hasSameSizeAs(vee.attachments());
        for (var attachment : vee.attachments()) {
            assertThat(xml)
                    .contains("network='" + attachment.network() + "' address='" + attachment.address() + "'")
                    .contains("<parameter name='IP' value='" + attachment.address() + "'/>");
        }
        // the kernel of many machines bounds no interface, so nothing here has a ceiling
        assertThat(xml).doesNotContain("<bandwidth>");
        assertThat(vee.attachments())
                .extracting(AttachmentView::ceilingBytesPerSecond)
                .containsOnlyNulls();
    }

    /** The VEE's domain, by the id in its mark. */
    private String domain(VeeView vee) throws Exception {
        for (var name : said("list", vee.host(), "--all", "--name").lines().toList()) {
            if (xml(vee.host(), name).contains("ordinal='" + vee.ordinal() + "'")) {
                return name;
            }
        }
        return "no domain of " + vee.id();
    }

    /** A domain's XML, with one kind of quotes: libvirt writes its own attributes with the one, metadata with the other. */
    private String xml(String host, String domain) throws IOException, InterruptedException {
        return said("dumpxml", host, domain).replace('"', '\'');
    }

    private JsonNode status(VeeView vee) throws Exception {
        var address = vee.attachments().getFirst().address();
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://" + address + ":8080/cgi-bin/status"))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return Json.MAPPER.readTree(
                    client.send(request, BodyHandlers.ofString()).body());
        }
    }

    /** What virsh says at that host. */
    private String said(String command, String host, String... arguments) throws IOException, InterruptedException {
        var address =
                directory.resolve("hosts").resolve(host.replace("host-", "")).resolve("run/libvirt-sock");
        var line = new ArrayList<>(List.of("virsh", "-q", "-c", "qemu+unix:///system?socket=" + address, command));
        line.addAll(List.of(arguments));
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", line, text).isZero();
        return text.strip();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(500));
    }
}
