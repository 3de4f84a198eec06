package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.controller.api.ControlPlane;
import io.reservoir.controller.api.Seat;
import io.reservoir.controller.api.http.ServerLimits;
import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.api.view.SubmittedView;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.lab.Lab;
import io.reservoir.controller.policy.PolicyOffice;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.libvirt.image.ImageLimits;
import io.reservoir.libvirt.image.ImageStore;
import io.reservoir.libvirt.image.Registration;
import io.reservoir.libvirt.network.Leases;
import io.reservoir.libvirt.network.NetworkSettings;
import io.reservoir.libvirt.network.Networks;
import io.reservoir.libvirt.outfit.HostOutfit;
import io.reservoir.libvirt.storage.Disks;
import io.reservoir.libvirt.verb.LibvirtHost;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Host;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.VeePhase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How long verbs take at healthy hosts, from their claim to their end in the ledger, before a host hangs and while it
 * does: one service of 4 VEEs at two libvirt hosts and 100 at simulated ones. By {@code -Dtest=HangingHostScaling}, on a
 * machine that can have a lab. Prints the figures; fails where those of healthy hosts are worse than they may be.
 */
final class HangingHostScaling {
    private static final Duration EACH = Duration.ofSeconds(Integer.getInteger("hanging.seconds", 120));
    private static final double MOST = Double.parseDouble(System.getProperty("hanging.most", "1.2"));
    private static final int REAL = 4;
    private static final int SIMULATED = 100;
    private static final Duration BETWEEN_VERBS = Duration.ofMillis(10);
    private static final HostId HANGING = new HostId("host-a");
    private static final HostId HEALTHY = new HostId("host-b");
    private static final String SITE = "hanging";
    private static final String MANIFEST = """
            service Shop
            image guest from "guest.qcow2"
            C1(1 CPU, 128 MiB, 64 MiB disk) {
              image guest
              replicas min %1$d max %1$d
            }
            """.formatted(REAL + SIMULATED);

    private final Terminal terminal = Terminal.ofProcess();
    private final Teardown teardown = new Teardown(terminal);
    private final InstantSource clock = InstantSource.system();
    private Path directory;
    private SqliteLedger ledger;
    private ServerSite site;

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        directory = Files.createTempDirectory("rsv-");
        teardown.add(() -> Folders.delete(directory));
        ledger = SqliteLedger.open(directory.resolve("data"));
        teardown.add(ledger::close);
        var lab = Lab.up(directory, "hang", "10.92.7");
        teardown.add(lab::close);
        var images = ImageStore.open(directory.resolve("images"), ImageLimits.DEFAULT, clock);
        var guest = Lab.guest(
                directory.resolve("scripts"), Path.of("target/lab-guest").toAbsolutePath());
        assertThat(images.register("guest", guest, null)).isInstanceOf(Registration.Done.class);
        var hosts = new ArrayList<Host>();
        for (var uri : lab.hosts()) {
            hosts.add(libvirt(hosts.isEmpty() ? HANGING : HEALTHY, uri, images));
        }
        for (var name : List.of("sim-1", "sim-2")) {
            hosts.add(simulated(name));
        }
        start(hosts);
    }

    private LibvirtHost libvirt(HostId id, String uri, ImageStore images) throws IOException {
        var records = Files.createDirectories(directory.resolve(id.name()));
        var networks = new Networks(SITE, NetworkSettings.DEFAULT, Leases.in(records.resolve("leases")));
        var disks = new Disks("reservoir", "/var/lib/libvirt/images/reservoir");
        var settings = new LibvirtHost.Settings(
                id,
                "Domain1",
                SITE,
                uri,
                null,
                null,
                REAL / 2,
                null,
                20_000_000_000L,
                LibvirtHost.Settings.CONSOLE_LOGS,
                0,
                LibvirtHost.Settings.MOVE_DOWNTIME);
        var outfit = new HostOutfit(SITE, "Domain1", null, images, disks, networks);
        var host = LibvirtHost.open(settings, outfit, records, clock, () -> {});
        teardown.add(host::close);
        return host;
    }

    private SimulatedHost simulated(String name) {
        var settings = new SimulatedHost.Settings(
                new HostId(name),
                "Domain1",
                new Size(SIMULATED / 2, 1L << 40, 1L << 40),
                Duration.ofSeconds(1),
                Duration.ZERO,
                Duration.ofSeconds(1),
                0);
        return SimulatedHost.inMemory(settings, FailurePlan.NONE, clock);
    }

    private void start(List<Host> hosts) throws IOException {
        var plane = ControlPlane.start(new ControlPlane.Parts(
                Seat.alone("hanging", UUID.randomUUID().toString(), "0", ledger.nodes(), ledger.handOvers()),
                () -> UUID.randomUUID().toString(),
                ledger,
                hosts,
                clock,
                SlaClasses.SHIPPED,
                new PolicyOffice(null, "hanging"),
                1,
                Duration.ofSeconds(1),
                Limits.DEFAULT,
                new ServerSettings(
                        InetAddress.getLoopbackAddress(), 0, true, null, ServerLimits.DEFAULT.withRate(1_000, 2_000)),
                null));
        teardown.add(plane::close);
        var address = URI.create("http://localhost:" + plane.address().getPort());
        site = new ServerSite(new Server(address, terminal::tell));
    }

    @AfterEach
    void end() {
        teardown.close();
    }

    @Test
    void verbsAtHealthyHostsTakeNoLongerWhileOneHangs() throws Exception {
        site.server().put(Paths.of(Paths.SERVICE, "Shop"), MANIFEST, SubmittedView.class);
        site.server().post(Paths.of(Paths.ACTIVATE, "Shop"), null, ServiceView.class);
        await().atMost(Duration.ofMinutes(5))
                .until(() -> vees(vee -> vee.phase() == VeePhase.READY).size() == REAL + SIMULATED);

        // the first round is not measured: it warms up
        tellAllFor(EACH.dividedBy(4));
        var calm = Instant.now();
        tellAllFor(EACH);
        var hanging = Instant.now();
        signal("STOP");
        try {
            vees(vee -> HANGING.name().equals(vee.host())).forEach(vee -> tell(vee, "pause"));
            tellAllFor(EACH);
        } finally {
            signal("CONT");
        }
        var ended = Instant.now();

        System.out.println("hosts      verbs before / while   p99 ms before   while   ratio");
        var isWorse = print("libvirt", HEALTHY::equals, calm, hanging, ended)
                | print("simulated", host -> host.name().startsWith("sim-"), calm, hanging, ended);
        assertThat(isWorse).as("a ratio is above " + MOST).isFalse();
    }

    private void tellAllFor(Duration time) throws InterruptedException {
        var until = Instant.now().plus(time);
        while (Instant.now().isBefore(until)) {
            for (var verb : List.of("pause", "resume")) {
                for (var vee : vees(vee -> !HANGING.name().equals(vee.host()))) {
                    tell(vee, verb);
                    Thread.sleep(BETWEEN_VERBS);
                }
            }
        }
    }

    private void tell(VeeView vee, String verb) {
        site.server().post(Paths.of(Paths.VEE_VERB, "Shop", vee.component(), vee.ordinal(), verb), null, VeeView.class);
    }

    private List<VeeView> vees(Predicate<VeeView> which) {
        return site.vees("Shop").stream().filter(which).toList();
    }

    private void signal(String name) throws IOException, InterruptedException {
        var pid = Files.readString(directory.resolve("hosts").resolve("a").resolve("libvirtd.pid"))
                .strip();
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    private boolean print(String name, Predicate<HostId> which, Instant calm, Instant hanging, Instant ended) {
        var before = latencies(which, calm, hanging);
        var during = latencies(which, hanging, ended);
        var ratio = p99(during) / p99(before);
        System.out.println(String.format(
                Locale.ROOT,
                "%-10s %6d / %6d %18.1f %12.1f %7.2f",
                name,
                before.size(),
                during.size(),
                p99(before),
                p99(during),
                ratio));
        return ratio > MOST;
    }

    private static double p99(List<Double> sorted) {
        return sorted.get((int) Math.ceil(0.99 * sorted.size()) - 1);
    }

    /** In milliseconds, sorted, of the verbs that were claimed in that time. */
    private List<Double> latencies(Predicate<HostId> which, Instant from, Instant to) {
        var claimed = new HashMap<IntentId, Instant>();
        var millis = new ArrayList<Double>();
        var at = 0L;
        for (var page = page(at); !page.isEmpty(); page = page(at)) {
            for (var recorded : page) {
                at = recorded.seq();
                if (recorded.entry() instanceof Entry.Claimed claim
                        && which.test(claim.host())
                        && !recorded.at().isBefore(from)
                        && recorded.at().isBefore(to)) {
                    claimed.put(new IntentId(recorded.seq()), recorded.at());
                } else if (recorded.entry() instanceof Entry.Finished finished
                        && claimed.containsKey(finished.intent())) {
                    var took = Duration.between(claimed.get(finished.intent()), recorded.at());
                    millis.add(took.toNanos() / 1e6);
                }
            }
        }
        millis.sort(null);
        return millis;
    }

    private List<Recorded> page(long after) {
        return ledger.read(new ServiceId("Shop"), after, 1_000);
    }
}
