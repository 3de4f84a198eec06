package io.reservoir.controller.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.controller.api.ControlPlane;
import io.reservoir.controller.api.HostSpec;
import io.reservoir.controller.api.Seat;
import io.reservoir.controller.api.http.ServerLimits;
import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.host.OpenedHosts;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.lab.Lab;
import io.reservoir.controller.policy.PolicyOffice;
import io.reservoir.libvirt.image.ImageLimits;
import io.reservoir.libvirt.image.ImageStore;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.present.Present;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.Verb;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Times verbs at healthy hosts while another host hangs, by {@code -Dtest=HangingHostScaling}: one service with 100
 * simulated VEEs at four hosts and 4 real guests at two libvirt hosts, one of which is stopped and let go on by turns.
 * Each time is until the end of the verb is durable in the ledger: from the request that asks for it, but for a resize,
 * which a decision asks for in its own time, from its claim. It fails where the 99th percentile of a verb is more than
 * {@link #MOST_RATIO} times what it is while no host hangs.
 */
final class HangingHostScaling {
    private static final double MOST_RATIO = 1.2;
    private static final int SIMULATED = 100;
    private static final int REAL = 4;
    private static final int REAL_TIMES = 25;

    /** Of each kind, by turns: what else the machine does meanwhile comes to both. */
    private static final int TURNS = Integer.getInteger("hanging.turns", 6);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String SERVICE = "Hanging";

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Latencies> healthy = new LinkedHashMap<>();
    private final Map<String, Latencies> hanging = new LinkedHashMap<>();
    private TimedLedger ledger;
    private String address;
    private int cores = 1;
    private int speed = 5;

    @Test
    void verbsAtHealthyHostsTakeAsLongWhileAnotherHangs() throws Exception {
        Present.command("libvirtd", "libvirt-daemon-system");
        Present.command("qemu-system-x86_64", "qemu-system-x86");
        Present.command("qemu-img", "qemu-utils");
        Present.command("cpio", "cpio");
        Present.namespaces();
        // a socket's path is short
        var directory = Files.createTempDirectory(Path.of("/tmp"), "rsh-");
        try (var lab = Lab.up(directory, "rsh", "10.93.7");
                var kept = SqliteLedger.open(directory.resolve("data"))) {
            ledger = new TimedLedger(kept);
            try (var hosts = OpenedHosts.open(specs(directory, lab), directory, null, true, InstantSource.system());
                    var plane = ControlPlane.start(parts(kept, hosts))) {
                hosts.whenChanged(plane::lookSoon);
                address = "http://127.0.0.1:" + plane.address().getPort();
                measure(directory.resolve("hosts/a/libvirtd.pid"));
            }
        } finally {
            delete(directory);
        }
    }

    private static List<HostSpec> specs(Path directory, Lab lab) throws IOException, InterruptedException {
        var guest = Lab.guest(
                directory.resolve("scripts"), Path.of("target/lab-guest").toAbsolutePath());
        var images = directory.resolve("images");
        ImageStore.open(images, ImageLimits.DEFAULT, InstantSource.system()).register("guest", guest, null);
        var specs = new ArrayList<HostSpec>();
        for (var i = 1; i <= 4; i++) {
            specs.add(HostSpec.parse("sim:s" + i + ",domain=Domain1,cpus=1000,memory=64GB,boot=200ms"));
        }
        for (var uri : lab.hosts()) {
            specs.add(HostSpec.parse(
                    uri + ",name=r" + (specs.size() - 3) + ",domain=Domain2,site=hanging,cpus=8,images=" + images));
        }
        return specs;
    }

    private ControlPlane.Parts parts(SqliteLedger kept, OpenedHosts hosts) {
        return new ControlPlane.Parts(
                Seat.alone("hanging", UUID.randomUUID().toString(), "test", kept.nodes(), kept.handOvers()),
                () -> UUID.randomUUID().toString(),
                ledger,
                hosts.all(),
                InstantSource.system(),
                SlaClasses.SHIPPED,
                new PolicyOffice(null, "hanging"),
                2,
                Duration.ofSeconds(1),
                Limits.DEFAULT,
                ServerSettings.local(0).with(ServerLimits.DEFAULT.withRate(100_000, 100_000)),
                null);
    }

    private void measure(Path pidFile) throws Exception {
        ask("POST", "/v1/services?file=hanging.rsl", manifest());
        ask("POST", "/v1/services/" + SERVICE + "/activate", "");
        await("all are ready", () -> ready() == SIMULATED + REAL);
        System.out.println(
                SIMULATED + " simulated and " + REAL + " real VEEs are ready: " + ask("GET", "/v1/hosts", ""));
        var daemon = Long.parseLong(Files.readString(pidFile).strip());
        round(new LinkedHashMap<>());
        for (var turn = 0; turn < TURNS; turn++) {
            round(healthy);
            signal("STOP", daemon);
            try {
                round(hanging);
                assertThat(ask("GET", "/v1/hosts", "").at("/hosts/0/reachable").asBoolean())
                        .as("the host hangs")
                        .isFalse();
            } finally {
                signal("CONT", daemon);
            }
            await(
                    "the host answers",
                    () -> ask("GET", "/v1/hosts", "").at("/hosts/0/reachable").asBoolean());
        }
        report();
    }

    /** All verbs at VEEs of healthy hosts: each is paused and resumed, and the simulated get more vCPUs and more speed. */
    private void round(Map<String, Latencies> times) throws Exception {
        for (var ordinal = 1; ordinal <= SIMULATED; ordinal++) {
            pauseAndResume("C1", ordinal, "", times);
        }
        for (var ordinal : guestsThatGoOn()) {
            for (var i = 0; i < REAL_TIMES; i++) {
                pauseAndResume("C2", ordinal, " of a real guest", times);
            }
        }
        cores++;
        var reading =
                "[{\"service\":\"" + SERVICE + "\",\"metric\":\"Cores\",\"component\":\"C1\",\"value\":" + cores + "}]";
        timed(Verb.RESIZE, "C1", SIMULATED, at("resize", times), () -> ask("POST", "/v1/readings", reading));
        speed++;
        timed(Verb.LIMIT, "C1", SIMULATED, at("limit", times), () -> ask("PUT", "/v1/services/" + SERVICE, manifest()));
    }

    private static Latencies at(String row, Map<String, Latencies> times) {
        return times.computeIfAbsent(row, r -> new Latencies());
    }

    private void pauseAndResume(String component, int ordinal, String whose, Map<String, Latencies> times)
            throws Exception {
        for (var verb : List.of(Verb.PAUSE, Verb.RESUME)) {
            var word = verb.name().toLowerCase(Locale.ROOT);
            var path = "/v1/services/" + SERVICE + "/vees/" + component + "/" + ordinal + "/" + word;
            timed(verb, component, 1, at(word + whose, times), () -> ask("POST", path, ""));
        }
    }

    /** The real guests at the host that is never stopped. */
    private List<Integer> guestsThatGoOn() throws Exception {
        var ordinals = new ArrayList<Integer>();
        for (var vee : ask("GET", "/v1/services/" + SERVICE + "/vees", "").path("vees")) {
            if (vee.path("host").asText().equals("r2")) {
                ordinals.add(vee.path("ordinal").asInt());
            }
        }
        assertThat(ordinals).hasSize(REAL / 2);
        return ordinals;
    }

    /** Does what makes so many calls of a verb, and waits for all of them. */
    private void timed(Verb verb, String component, int calls, Latencies times, Step cause) throws Exception {
        ledger.ended.clear();
        var begun = System.nanoTime();
        cause.run();
        for (var left = calls; left > 0; ) {
            var call = ledger.ended.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(call).as("a %s ends", verb).isNotNull();
            if (call.verb() == verb && call.vee().component().equals(component)) {
                assertThat(call.end().result()).as(call.toString()).isEqualTo(Entry.Finished.Result.DONE);
                times.add(call.endedNanos() - (verb == Verb.RESIZE ? call.claimedNanos() : begun));
                left--;
            }
        }
    }

    @FunctionalInterface
    private interface Step {
        Object run() throws Exception;
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private void report() {
        System.out.printf(
                "%-22s %6s %14s %14s %14s %14s %6s%n",
                "verb", "calls", "healthy p50 ms", "hanging p50 ms", "healthy p99 ms", "hanging p99 ms", "ratio");
        for (var row : healthy.keySet()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %6d %14.1f %14.1f %14.1f %14.1f %6.2f%n",
                    row,
                    at(row, healthy).sorted().length,
                    millis(row, healthy, 0.5),
                    millis(row, hanging, 0.5),
                    millis(row, healthy, 0.99),
                    millis(row, hanging, 0.99),
                    millis(row, hanging, 0.99) / millis(row, healthy, 0.99));
        }
        assertThat(healthy.keySet())
                .allSatisfy(row -> assertThat(millis(row, hanging, 0.99))
                        .as(row)
                        .isLessThanOrEqualTo(MOST_RATIO * millis(row, healthy, 0.99)));
    }

    private static double millis(String row, Map<String, Latencies> times, double share) {
        var sorted = at(row, times).sorted();
        return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e6;
    }

    private String manifest() {
        return """
            service Hanging
            network RED
            image guest from "guest.qcow2"
            C1(1 CPU, 128 MiB, 64 MiB disk) { networks RED  replicas min %d max %d }
            C2(1 CPU, 128 MiB, 64 MiB disk) { image guest  replicas min %d max %d  spread hosts }
            Deploy(C1) = { Domain1 }
            Deploy(C2) = { Domain2 }
            metric Cores(C1) gauge every 10 s
            CPU(C1) = Cores(C1) min 1 max 64 cooldown out 0 s
            SPEED(RED) = %d MBS
            """.formatted(SIMULATED, SIMULATED, REAL, REAL, speed);
    }

    private int ready() throws Exception {
        var components = ask("GET", "/v1/services/" + SERVICE, "").path("components");
        return IntStream.range(0, components.size())
                .map(i -> components.get(i).path("ready").asInt())
                .sum();
    }

    private JsonNode ask(String method, String path, String body) throws IOException, InterruptedException {
        var type = path.equals("/v1/readings") ? "application/json" : "text/plain";
        var request = HttpRequest.newBuilder(URI.create(address + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", type);
        }
        var answer = http.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode() / 100)
                .as("%s %s: %s", method, path, answer.body())
                .isEqualTo(2);
        return json.readTree(answer.body());
    }

    private static void await(String what, Condition condition) throws Exception {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as(what).isLessThan(until);
            TimeUnit.MILLISECONDS.sleep(500);
        }
    }

    private static void signal(String name, long process) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(process))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
