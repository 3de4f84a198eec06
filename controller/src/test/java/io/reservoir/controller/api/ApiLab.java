package io.reservoir.controller.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.controller.api.http.ServerLimits;
import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.policy.PolicyOffice;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.port.Host;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.sla.SlaClasses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A control plane with all that is real but its hosts, on a free port, and a client for it. */
final class ApiLab implements AutoCloseable {
    static final String SHOP = """
            service Shop
            C1(1 CPU, 1 GB, 4 GB disk) {
              replicas min 1 max 6
            }
            metric RequestPerSecond(C1) gauge req/s sum every 10 s
            metric ResponseTime(C1) gauge ms p95 every 10 s
            Replicas(C1) = RequestPerSecond(C1) / 500 over 30 s
            """;

    /** As shipped, but without a rate that tests would run into. */
    static final ServerLimits LIMITS = ServerLimits.DEFAULT.withRate(100_000, 100_000);

    private static final int THREADS = 3;

    final SqliteLedger ledger;
    final ControlPlane plane;
    private final ObjectMapper json = ViewJson.mapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    ApiLab(Path directory, ServerLimits limits) throws IOException {
        this(directory, limits, null);
    }

    /** @param policy the directory of operators' rules */
    ApiLab(Path directory, ServerLimits limits, @Nullable Path policy) throws IOException {
        var clock = InstantSource.system();
        var hosts = new ArrayList<Host>();
        for (var i = 1; i <= 2; i++) {
            var settings = new SimulatedHost.Settings(
                    new HostId("h" + i),
                    "Domain" + i,
                    new Size(8, 16_000_000_000L, 100_000_000_000L),
                    Duration.ofMillis(200),
                    Duration.ofMillis(50),
                    Duration.ofMillis(100),
                    0);
            hosts.add(SimulatedHost.inMemory(settings, FailurePlan.NONE, clock));
        }
        ledger = SqliteLedger.open(directory);
        plane = ControlPlane.start(new ControlPlane.Parts(
                Seat.alone("lab", UUID.randomUUID().toString(), "test", ledger.nodes(), ledger.handOvers()),
                () -> UUID.randomUUID().toString(),
                ledger,
                hosts,
                clock,
                SlaClasses.SHIPPED,
                new PolicyOffice(policy, "lab"),
                THREADS,
                Duration.ofMillis(50),
                Limits.DEFAULT,
                ServerSettings.local(0).with(limits),
                null));
    }

    /** Keeps all loops from anything else until that latch is opened; returns once they are held. */
    void hold(CountDownLatch held) {
        var entered = new CountDownLatch(THREADS);
        plane.lanes()
                .all()
                .forEach(lane -> lane.execute(() -> {
                    entered.countDown();
                    await(held);
                }));
        await(entered);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int port() {
        return plane.address().getPort();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    HttpResponse<String> post(String path) {
        return send(HttpRequest.newBuilder(uri(path))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build());
    }

    HttpResponse<String> post(String path, String mediaType, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> put(String path, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "text/plain")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body of an answer that must have that status, as a view. */
    <T> T as(Class<T> view, int status, HttpResponse<String> response) {
        if (response.statusCode() != status) {
            throw new AssertionError("status " + response.statusCode() + ": " + response.body());
        }
        try {
            return json.readValue(response.body(), view);
        } catch (IOException e) {
            throw new AssertionError(response.body(), e);
        }
    }

    JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    /** Everything that is in the ledger about services. */
    List<Recorded> everything() {
        return ledger.services().stream()
                .filter(service -> !service.equals(ServiceId.SITE))
                .flatMap(service -> ledger.read(service, 0, 100_000).stream())
                .toList();
    }

    /** The value of a metric of the node, 0 where there is none. */
    double metric(String name) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public void close() {
        plane.close();
        ledger.close();
        client.close();
    }
}
