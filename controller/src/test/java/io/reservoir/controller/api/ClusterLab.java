package io.reservoir.controller.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.cluster.link.LinkSettings;
import io.reservoir.cluster.ownership.Membership;
import io.reservoir.cluster.ownership.Roster;
import io.reservoir.cluster.store.MemoryHandOvers;
import io.reservoir.cluster.store.MemoryLedger;
import io.reservoir.cluster.store.MemoryNodeRegister;
import io.reservoir.controller.api.http.ServerSettings;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.controller.intake.Limits;
import io.reservoir.controller.policy.PolicyOffice;
import io.reservoir.controller.sim.FailurePlan;
import io.reservoir.controller.sim.SimulatedHost;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Host;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.site.NodeAddress;
import io.reservoir.model.sla.SlaClasses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

/** Nodes of one cluster in this process: their links and their API are real, their ledger is in memory and one for all. */
final class ClusterLab implements AutoCloseable {
    private static final InstantSource CLOCK = InstantSource.system();

    final MemoryLedger ledger = new MemoryLedger();
    private final MemoryNodeRegister register = new MemoryNodeRegister(CLOCK);
    private final MemoryHandOvers handOvers = new MemoryHandOvers();
    private final List<Host> hosts = List.of(SimulatedHost.inMemory(
            new SimulatedHost.Settings(
                    new HostId("h1"),
                    "Domain1",
                    new Size(64, 64_000_000_000L, 400_000_000_000L),
                    Duration.ofMillis(200),
                    Duration.ofMillis(50),
                    Duration.ofMillis(100),
                    0),
            FailurePlan.NONE,
            CLOCK));
    private final Map<String, NodeAddress> addresses = new LinkedHashMap<>();
    private final Map<String, View> views = new LinkedHashMap<>();
    final Map<String, ControlPlane> planes = new LinkedHashMap<>();
    private final ObjectMapper json = ViewJson.mapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Whom one node sees. */
    static final class View implements Membership {
        private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
        private volatile List<NodeAddress> members;

        View(List<NodeAddress> members) {
            this.members = members;
        }

        void become(List<NodeAddress> others) {
            members = others;
            listeners.forEach(Runnable::run);
        }

        @Override
        public List<NodeAddress> members() {
            return members;
        }

        @Override
        public void whenChanged(Runnable listener) {
            listeners.add(listener);
        }

        @Override
        public void close() {}
    }

    /**
     * Starts nodes.
     *
     * @param roster all that there could be
     * @param running those that are
     */
    ClusterLab(List<String> roster, String... running) throws IOException {
        for (var name : running) {
            addresses.put(name, new NodeAddress(name + "/" + UUID.randomUUID(), "127.0.0.1", freePort(), 0));
        }
        for (var name : running) {
            start(name, roster);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void start(String name, List<String> roster) throws IOException {
        var view = new View(List.copyOf(addresses.values()));
        views.put(name, view);
        planes.put(
                name,
                ControlPlane.start(new ControlPlane.Parts(
                        new Seat(addresses.get(name), "1.0.0", new Roster(roster), () -> view, register, handOvers),
                        () -> UUID.randomUUID().toString(),
                        ledger,
                        hosts,
                        CLOCK,
                        SlaClasses.SHIPPED,
                        new PolicyOffice(null, "lab"),
                        2,
                        Duration.ofMillis(100),
                        Limits.DEFAULT,
                        ServerSettings.local(0).with(ApiLab.LIMITS),
                        new PeerSettings(
                                "lab",
                                1,
                                InetAddress.getLoopbackAddress(),
                                LinkSettings.DEFAULT,
                                null,
                                new Random(name.hashCode())))));
    }

    /** True once every shard has an owner that works on it, and all nodes know who that is. */
    boolean isSettled() {
        return Shard.ALL.stream().allMatch(shard -> {
            var owners = planes.values().stream()
                    .map(plane -> plane.owners().ownerOf(shard))
                    .distinct()
                    .toList();
            return owners.size() == 1
                    && owners.getFirst() != null
                    && planes.values().stream()
                                    .filter(plane -> plane.owners().isOurs(shard))
                                    .count()
                            == 1;
        });
    }

    /** The name of a service that this node owns. */
    String serviceOf(String node) {
        return IntStream.range(0, 10_000)
                .mapToObj(number -> "Shop" + number)
                .filter(name -> planes.get(node).owners().isOurs(Shard.of(new ServiceId(name))))
                .findFirst()
                .orElseThrow();
    }

    /** From now on a node sees only these. */
    void sees(String node, String... others) {
        views.get(node).become(List.of(others).stream().map(addresses::get).toList());
    }

    /** From now on a node seeks another one where nobody listens. */
    void misleads(String node, String other) {
        var members = new ArrayList<>(views.get(node).members());
        var right = addresses.get(other);
        members.replaceAll(
                address -> address.equals(right) ? new NodeAddress(right.node(), "127.0.0.1", 1, 0) : address);
        views.get(node).become(members);
    }

    URI uri(String node, String path) {
        return URI.create("http://127.0.0.1:" + planes.get(node).address().getPort() + path);
    }

    HttpResponse<String> get(String node, String path) {
        return send(HttpRequest.newBuilder(uri(node, path)).build());
    }

    HttpResponse<String> post(String node, String path, String mediaType, String body) {
        return send(HttpRequest.newBuilder(uri(node, path))
                .header("Content-Type", mediaType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> put(String node, String path, String body) {
        return send(HttpRequest.newBuilder(uri(node, path))
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

    HttpClient client() {
        return client;
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

    @Override
    public void close() {
        planes.values().forEach(ControlPlane::close);
        client.close();
    }
}
