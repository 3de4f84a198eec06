package io.reservoir.controller.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reservoir.controller.api.http.ServerLimits;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.service.ServiceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsIT {
    private ApiLab lab;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        var usual = ApiLab.LIMITS;
        lab = new ApiLab(
                directory,
                new ServerLimits(
                        usual.idle(),
                        usual.request(),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        usual.drain(),
                        usual.requestsPerSecond(),
                        usual.burst(),
                        usual.connections(),
                        usual.inWork(),
                        2,
                        usual.bodyBytes(),
                        usual.requestLineBytes(),
                        usual.headerBytes()));
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    /** A client that keeps what it is told. */
    private final class Listener implements AutoCloseable {
        final Socket socket;
        final List<String> lines = new CopyOnWriteArrayList<>();
        volatile boolean ended;

        Listener(String query, String headers) throws IOException {
            socket = RawHttp.open(lab.port());
            socket.getOutputStream()
                    .write(("GET /v1/events" + query + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            Thread.ofVirtual().start(this::listen);
            await().until(() -> ended || lines.stream().anyMatch(line -> line.startsWith(": ")));
        }

        private void listen() {
            try (var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                // closed by the test
            }
            ended = true;
        }

        List<String> ids() {
            return lines.stream()
                    .filter(line -> line.startsWith("id: "))
                    .map(line -> line.substring(4))
                    .toList();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static String shop(String name) {
        return ApiLab.SHOP.replace("Shop", name);
    }

    private List<String> inLedger(String service) {
        return lab.ledger.read(new ServiceId(service), 0, 10_000).stream()
                .map(EventsIT::id)
                .toList();
    }

    private static String id(Recorded recorded) {
        return recorded.service() + ":" + recorded.seq();
    }

    private void activateAndAwaitReady(String service) {
        lab.post("/v1/services/" + service + "/activate");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> lab.get("/v1/services/" + service).body().contains("\"ready\":1"));
    }

    @Test
    void everyEntryIsAnEvent() throws IOException {
        try (var listener = new Listener("", "")) {
            lab.post("/v1/services", "text/plain", shop("A"));
            lab.post("/v1/services", "text/plain", shop("B"));
            activateAndAwaitReady("A");
            await().untilAsserted(() ->
                    assertThat(listener.ids()).containsAll(inLedger("A")).containsAll(inLedger("B")));
            assertThat(listener.ids()).doesNotHaveDuplicates();
            assertThat(listener.lines).contains("event: submitted", "event: planned", "event: vee-changed");
            var data = listener.lines.stream()
                    .filter(line -> line.startsWith("data: "))
                    .toList();
            assertThat(lab.tree(data.getFirst().substring(6))
                            .get("detail")
                            .get("kind")
                            .asText())
                    .isEqualTo("submitted");
        }
    }

    @Test
    void aListenerOfOneServiceHearsNothingOfOthers() throws IOException {
        lab.post("/v1/services", "text/plain", shop("A"));
        try (var listener = new Listener("?service=A", "")) {
            lab.post("/v1/services", "text/plain", shop("B"));
            lab.post("/v1/services/A/activate");
            await().until(() -> listener.ids().contains("A:2"));
            assertThat(listener.ids()).allMatch(id -> id.startsWith("A:"));
        }
    }

    @Test
    void whoComesBackGetsWhatWasMissedWithoutGapOrRepetition() throws IOException {
        lab.post("/v1/services", "text/plain", shop("A"));
        activateAndAwaitReady("A");
        try (var listener = new Listener("?service=A", "Last-Event-ID: A:3\r\n")) {
            await().until(() -> listener.ids().contains(inLedger("A").getLast()));
            lab.post("/v1/services/A/undeploy");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> lab.get("/v1/services/A").body().contains("\"owned\":0"));
            await().until(() -> listener.ids().contains(inLedger("A").getLast()));
            assertThat(listener.ids())
                    .isEqualTo(inLedger("A").subList(3, inLedger("A").size()));
        }
    }

    @Test
    void whoComesBackWhileMuchHappensGetsEachEntryOnce() throws Exception {
        lab.post("/v1/services", "text/plain", shop("A"));
        var enough = new AtomicBoolean();
        var busy = Thread.ofVirtual().start(() -> {
            while (!enough.get()) {
                lab.put("/v1/services/A", shop("A"));
            }
        });
        for (var i = 0; i < 10; i++) {
            try (var listener = new Listener("", "Last-Event-ID: A:0\r\n")) {
                var seen = inLedger("A").size();
                await().until(() -> listener.ids().size() > seen + 3);
                var ids = listener.ids();
                assertThat(ids).isEqualTo(inLedger("A").subList(0, ids.size()));
            }
        }
        enough.set(true);
        busy.join();
    }

    @Test
    void whoComesBackForAllServicesMissesNothingOfTheOthers() throws IOException {
        lab.post("/v1/services", "text/plain", shop("A"));
        lab.post("/v1/services", "text/plain", shop("B"));
        lab.post("/v1/services", "text/plain", shop("C"));
        lab.post("/v1/services/A/undeploy");
        try (var listener = new Listener("", "Last-Event-ID: B:1\r\n")) {
            await().untilAsserted(() -> assertThat(listener.ids()).contains("C:1", "A:2"));
            assertThat(listener.ids()).doesNotContain("A:1", "B:1");
        }
    }

    @Test
    void aQuietStreamShowsThatItLives() throws IOException {
        try (var listener = new Listener("", "")) {
            await().until(() -> listener.lines.stream()
                            .filter(line -> line.equals(": still here"))
                            .count()
                    > 3);
        }
    }

    @Test
    void thereAreNoMoreStreamsThanMayBe() throws IOException {
        try (var one = new Listener("", "");
                var two = new Listener("", "")) {
            assertThat(one.ended || two.ended).isFalse();
            assertThat(lab.get("/v1/events").statusCode()).isEqualTo(503);
        }
        await().until(() -> {
            try (var again = new Listener("", "")) {
                return again.lines.getFirst().contains("200");
            }
        });
    }

    @Test
    void aClientThatTakesNothingIsDropped() throws IOException {
        lab.post("/v1/services", "text/plain", shop("A"));
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(lab.plane.address());
            socket.getOutputStream()
                    .write("GET /v1/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: A:0\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            var large = shop("A") + ("// " + "x".repeat(1_000) + "\n").repeat(50);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        lab.put("/v1/services/A", large);
                        return lab.get("/metrics").body().contains("operation=\"streamEvents\"");
                    });
        }
    }
}
