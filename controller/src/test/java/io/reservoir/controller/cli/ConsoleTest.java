package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.reservoir.controller.api.view.ConsoleView;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ConsoleTest {
    private static final String PATH = "GET /v1/services/Shop/vees/C1/1/console";
    private static final String VEE = "Shop/C1[1]#1";

    private static ConsoleView part(String text, long from, long kept) {
        return new ConsoleView(VEE, "h1", text, from, from + text.length(), kept);
    }

    private static CannedServer server(Object view) {
        return ShopServer.started().when(PATH, view);
    }

    @Test
    void printsWhatTheGuestPrinted() {
        try (var server = server(part("booting\r\n\u001b[32mup\u001b[0m\n", 0, 20))) {
            var run = Run.of("console", "C1[1]", "--server", server.url()).exits(0);
            assertThat(run.out()).isEqualTo("booting\r\n\u001b[32mup\u001b[0m\n");
            assertThat(run.err()).isEmpty();
            assertThat(server.asked()).contains(PATH);
        }
    }

    @Test
    void aTerminalGetsNoEscapeSequence() {
        try (var server = server(part("booting\r\n\u001b]0;title\u0007\u009b2Jlogin:", 0, 28))) {
            var run = Run.SCREEN
                    .run("console", "Shop/C1[1]", "--server", server.url())
                    .exits(0);
            assertThat(run.out()).isEqualTo("booting\n^[]0;title^G\\u009b2Jlogin:\n");
            var json = Run.SCREEN.run("console", "C1[1]", "-o", "json", "--server", server.url());
            assertThat(json.exits(0).out().replace("\n", "")).doesNotContainPattern("\\p{Cc}");
            assertThat(json.json().path("text").asText()).endsWith("\u009b2Jlogin:");
            assertThat(json.json().path("next").asLong()).isEqualTo(28);
        }
    }

    @Test
    void saysWhatIsLeftOutAndAsksForTheLastLines() {
        try (var server = server(part("end\n", 1_000, 1_004))) {
            Run.of("console", "C1[1]", "--server", server.url())
                    .exits(0)
                    .tells("1000 bytes before this are left out; --all shows them");
            var tail = Run.of("console", "C1[1]", "--tail", "5", "--server", server.url())
                    .exits(0);
            assertThat(tail.err()).isEmpty();
            assertThat(server.asked()).contains(PATH + "?lines=5");
        }
    }

    @Test
    void printsAllInParts() {
        try (var server = server("none")
                .when(PATH + "?from=0", part("one\n", 0, 12))
                .when(PATH + "?from=4", part("two\n", 4, 12))
                .when(PATH + "?from=8", part("six\n", 8, 12))) {
            assertThat(Run.of("console", "C1[1]", "--all", "--server", server.url())
                            .exits(0)
                            .out())
                    .isEqualTo("one\ntwo\nsix\n");
            assertThat(Run.of("console", "C1[1]", "--all", "-o", "json", "--server", server.url())
                            .exits(0)
                            .out()
                            .lines())
                    .hasSize(3)
                    .allMatch(line -> line.startsWith("{\"vee\":\"" + VEE) && line.endsWith("}"));
        }
    }

    /** Answers one after another, the last one again and again. */
    private static CannedServer following(List<Object> answers) {
        Queue<Object> left = new ArrayDeque<>(answers);
        return ShopServer.started().when(PATH, exchange -> {
            synchronized (left) {
                var next = left.size() > 1 ? left.remove() : left.element();
                if (next instanceof CannedServer.Answer answer) {
                    answer.send(exchange);
                } else {
                    CannedServer.sending(200, "application/json", CannedServer.json(next))
                            .send(exchange);
                }
            }
        });
    }

    @Test
    void followsItThroughSilenceAndAnotherLife() throws InterruptedException {
        var answers = List.<Object>of(
                part("one\n", 0, 4),
                part("two\n", 4, 8),
                CannedServer.problem(503, "unavailable", "host h1 does not answer", null),
                part("new\n", 0, 4),
                new ConsoleView("Shop/C1[1]#2", "h2", "", 4, 4, 4),
                new ConsoleView("Shop/C1[1]#2", "h2", "again\n", 0, 6, 6),
                new ConsoleView("Shop/C1[1]#2", "h2", "", 6, 6, 6));
        var out = new StringWriter();
        var err = new StringWriter();
        try (var server = following(answers)) {
            var terminal = new Terminal(
                    System.in, new PrintWriter(out, true), new PrintWriter(err, true), name -> null, false);
            var exit = new AtomicInteger(-1);
            var arguments = new String[] {"console", "C1[1]", "-f", "--server", server.url()};
            var following = Thread.ofPlatform().start(() -> exit.set(Reservoir.run(arguments, terminal)));
            await().atMost(Duration.ofSeconds(20)).until(() -> out.toString().contains("again"));
            following.interrupt();
            assertThat(following.join(Duration.ofSeconds(10))).isTrue();
            assertThat(exit.get()).isZero();
            assertThat(server.asked()).contains(PATH + "?from=4", PATH + "?from=8", PATH + "?from=0");
        }
        assertThat(out.toString()).isEqualTo("one\ntwo\nnew\nagain\n");
        assertThat(err.toString())
                .contains("host h1 does not answer; trying again")
                .contains("its host has begun anew")
                .contains("it is C1[1]#2 on h2 now");
    }

    @Test
    void followingEndsWhereThereIsNothingToFollowAnyMore() {
        var gone = CannedServer.problem(404, "not-found", "there is no VEE `Shop/C1[1]`", null);
        try (var server = following(List.of(part("one\n", 0, 4), gone))) {
            Run.of("console", "C1[1]", "--follow", "--server", server.url())
                    .exits(1)
                    .says("one\n")
                    .tells("there is no VEE `Shop/C1[1]`");
        }
    }

    @Test
    void saysWhyThereIsNothing() {
        var silent = CannedServer.problem(503, "unavailable", "host h1 does not answer", null);
        try (var server = server("none").when(PATH, silent)) {
            Run.of("console", "C1[1]", "--follow", "--server", server.url())
                    .exits(1)
                    .printsNothing()
                    .tells("host h1 does not answer");
            Run.of("console", "C1[1]", "-s", "Shpo", "--server", server.url())
                    .exits(1)
                    .tells("did you mean `Shop`?");
        }
        try (var server = server(part("x", 0, 1))) {
            Run.of("console", "C1[1]#7", "--server", server.url())
                    .exits(1)
                    .printsNothing()
                    .tells("C1[1]#7 is not there any more", "C1[1] is, on h1");
        }
    }
}
