package io.reservoir.controller.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.explain.ShopLedger;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class WatchTest {
    private final List<EntryView> entries =
            new LedgerSite(ShopLedger.written()).entries("Shop").page(0);
    private final List<String> lastEventIds = new CopyOnWriteArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Sends the next two entries with each connection, and then ends it. */
    private CannedServer server() {
        var next = new AtomicInteger();
        return ShopServer.started().when("GET /v1/events", exchange -> {
            try (exchange) {
                lastEventIds.add(String.valueOf(exchange.getRequestHeaders().getFirst("Last-Event-ID")));
                exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                exchange.sendResponseHeaders(200, 0);
                var stream = new StringBuilder(": every entry\n\n");
                for (var i = 0; i < 2; i++) {
                    var entry = entries.get(next.getAndIncrement());
                    stream.append("id: ")
                            .append(entry.eventId())
                            .append("\nevent: ")
                            .append(entry.detail().kind());
                    stream.append("\ndata: ").append(CannedServer.json(entry)).append("\n\n");
                }
                exchange.getResponseBody().write(stream.toString().getBytes(UTF_8));
            }
        });
    }

    private int watchUntil(String awaited, boolean interactive, String... arguments) throws InterruptedException {
        var environment = Map.of("COLUMNS", "100");
        var terminal = new Terminal(
                System.in, new PrintWriter(out, true), new PrintWriter(err, true), environment::get, interactive);
        var exit = new AtomicInteger(-1);
        var watching = Thread.ofPlatform().start(() -> exit.set(Reservoir.run(arguments, terminal)));
        await().atMost(Duration.ofSeconds(20)).until(() -> out.toString().contains(awaited));
        watching.interrupt();
        assertThat(watching.join(Duration.ofSeconds(10))).isTrue();
        return exit.get();
    }

    @Test
    void goesOnFromTheLastEventWhenTheConnectionEnds() throws InterruptedException {
        try (var server = server()) {
            assertThat(watchUntil("#4 ", false, "watch", "--server", server.url()))
                    .isZero();
        }
        assertThat(lastEventIds.subList(0, 2)).containsExactly("null", "Shop:2");
        assertThat(out.toString())
                .startsWith("#1       1998-06-10T12:00:00Z  submitted    manifest shop.rsl accepted\n")
                .doesNotContain("\u001b");
        assertThat(err.toString()).contains("watching Shop at ").contains("trying again in 1 s");
    }

    @Test
    void printsADocumentALineForPrograms() throws InterruptedException {
        try (var server = server()) {
            assertThat(watchUntil("\"seq\":2", false, "watch", "Shop", "-o", "json", "--server", server.url()))
                    .isZero();
            assertThat(server.asked()).contains("GET /v1/events?service=Shop");
        }
        assertThat(out.toString().lines().limit(2)).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void keepsATableBelowOnATerminal() throws InterruptedException {
        try (var server = server()) {
            watchUntil("COMPONENT", true, "watch", "Shop", "--server", server.url());
        }
        assertThat(out.toString()).contains("COMPONENT", "C1", "C2");
    }

    @Test
    void endsWhereTheFirstConnectionFails() {
        try (var server = new CannedServer()) {
            Run.of("watch", "--server", server.url()).exits(1).printsNothing();
        }
        try (var server = ShopServer.started()) {
            Run.of("watch", "Shpo", "--server", server.url()).exits(1).tells("did you mean `Shop`?");
        }
    }
}
