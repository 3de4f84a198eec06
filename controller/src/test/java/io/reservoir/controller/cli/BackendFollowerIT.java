package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.reservoir.controller.api.view.AttachmentView;
import io.reservoir.controller.api.view.SizeView;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.api.view.VeesView;
import io.reservoir.controller.lab.Balancer;
import io.reservoir.model.present.Present;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy follows what a server says of its VEEs. */
class BackendFollowerIT {
    private static final String VEES = "GET /v1/services/Shop/vees";

    @TempDir
    Path directory;

    private final CannedServer server = new CannedServer();
    private HttpServer guest;
    private Balancer balancer;
    private BackendFollower follower;

    @BeforeEach
    void begin() throws Exception {
        Present.command("haproxy", "haproxy");
        guest = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        guest.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        guest.start();
        balancer = Balancer.start(directory);
    }

    @AfterEach
    void end() throws IOException {
        if (follower != null) {
            follower.close();
        }
        server.close();
        if (guest != null) {
            guest.stop(0);
        }
        if (balancer != null) {
            balancer.close();
        }
    }

    @Test
    void whatIsReadyGetsRequestsUntilItsStopIsPlanned() throws Exception {
        server.when(VEES, vees(VeePhase.STARTING, VeePhase.PENDING));
        try (var site = new ServerSite(new Server(URI.create(server.url()), told -> {}))) {
            follower = follow(site);
            await().during(Duration.ofMillis(600)).until(() -> balancer.serving() == 0);

            server.when(VEES, vees(VeePhase.READY, VeePhase.STARTING));
            await().until(() -> balancer.serving() == 1);
            server.when(VEES, vees(VeePhase.READY, VeePhase.READY));
            await().until(() -> balancer.serving() == 2);

            server.when(VEES, CannedServer.problem(503, "unavailable", "the ledger is away", null));
            await().during(Duration.ofMillis(600)).until(() -> balancer.serving() == 2);

            server.when(VEES, vees(VeePhase.STOPPING, VeePhase.READY));
            await().until(() -> balancer.serving() == 1);
            server.when(VEES, new VeesView(List.of()));
            await().until(() -> balancer.serving() == 0);
        }
        assertThat(server.asked()).contains(VEES);
    }

    private BackendFollower follow(ServerSite site) {
        return new BackendFollower(
                site, "Shop", "C1", "public", guest.getAddress().getPort(), balancer);
    }

    /** Two of the component, the second not at any address while it is pending, and one of another component. */
    private static VeesView vees(VeePhase first, VeePhase second) {
        return new VeesView(List.of(vee("C1", 1, first), vee("C1", 2, second), vee("C2", 1, VeePhase.READY)));
    }

    private static VeeView vee(String component, int ordinal, VeePhase phase) {
        var address = phase == VeePhase.PENDING ? null : "127.0.0.1";
        return new VeeView(
                "Shop/" + component + "[" + ordinal + "]#1",
                component,
                ordinal,
                1,
                phase,
                VeeState.ACTIVE,
                "h1",
                null,
                new SizeView(1, 1, 1),
                Instant.EPOCH,
                1,
                List.of(new AttachmentView("RED", null, null), new AttachmentView("public", address, null)),
                List.of(),
                null);
    }
}
