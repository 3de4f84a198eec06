package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.controller.api.view.ServicesView;
import io.reservoir.controller.explain.Baselines;
import io.reservoir.controller.explain.ShopLedger;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands print of a site is the same whether a server tells it or the ledger in a data directory. */
final class SiteTest {
    @TempDir
    private static Path data;

    private static CannedServer server;

    @BeforeAll
    static void writeLedger() {
        try (var ledger = SqliteLedger.open(data)) {
            ShopLedger.writeTo(ledger);
        }
        server = ShopServer.started();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    private static Run onData(String command) {
        return Run.of(arguments(command, "--data", data.toString()));
    }

    private static Run onServer(String command) {
        return Run.of(arguments(command, "--server", server.url()));
    }

    private static String[] arguments(String command, String... more) {
        return Stream.concat(Stream.of(command.split(" ", -1)), Stream.of(more)).toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource({
        "get, services",
        "get services -o wide, services-wide",
        "get service Shop, service",
        "get service -o wide, service-wide",
        "get vees, vees",
        "get vees -s Shop -o wide, vees-wide",
        "get decisions, decisions",
        "get decisions Shop -o wide, decisions-wide",
        "ledger, ledger",
        "explain C1, explain-variable",
        "explain C1[1], explain-vee",
        "explain #7, explain-entry",
        "why-not C1, why-not",
        "why-not Replicas(C1) --more, why-not-more",
        "rules Shop, rules",
        "rules, rules",
    })
    void printsTheSameFromServerAndDataDirectory(String command, String baseline) {
        var local = onData(command).exits(0);
        Baselines.assertSame(local.out(), "cli/" + baseline + ".txt");
        assertThat(onServer(command).exits(0).out()).isEqualTo(local.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get services",
                "get service",
                "get vees",
                "get decisions",
                "ledger",
                "explain C1",
                "explain C1[2]",
                "explain 4",
                "why-not C1",
                "why-not C1 --less",
                "why-not C1 --target 3",
                "rules Shop"
            })
    void printsTheSameSingleDocumentForPrograms(String command) {
        var local = onData(command + " -o json").exits(0).json();
        assertThat(onServer(command + " -o json").exits(0).json()).isEqualTo(local);
    }

    @Test
    void printsHosts() {
        Baselines.assertSame(onServer("get hosts").exits(0).out(), "cli/hosts.txt");
        assertThat(onServer("get hosts -o json")
                        .exits(0)
                        .json()
                        .at("/hosts/0/host")
                        .asText())
                .isEqualTo("host-1");
    }

    @Test
    void showsOnlyWhatIsAskedFor() {
        assertThat(onData("get vees -c C1 -o json").json().path("vees").size()).isEqualTo(1);
        assertThat(onData("get decisions -n 2 -o json").json().path("decisions").size())
                .isEqualTo(2);
        assertThat(onData("ledger --after 30 -n 3 -o json")
                        .json()
                        .at("/entries/2/seq")
                        .asInt())
                .isEqualTo(33);
    }

    @Test
    void explainsHowThingsWereAtATime() {
        onData("explain C1 --at 1998-06-10T12:01").exits(0).says("went from 1 to 2");
        onData("explain C1 --at 1998-06-10T11:00")
                .exits(1)
                .tells("no decision about Replicas(C1) is recorded at 1998-06-10T11:00:00Z or before");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "get vees -s Shpo | there is no service `Shpo` | did you mean `Shop`?",
                "ledger -s Blog | there is no service `Blog` | services: `Shop`",
                "explain C3 | service `Shop` has no component `C3` | components: `C1`, `C2`",
                "explain C3[1] | service `Shop` has no component `C3` | components: `C1`, `C2`",
                "explain CPU(C1) | no decision about CPU(C1) is recorded | decided are: `Replicas(C1)`, `Replicas(C2)`",
                "explain C1[9] | there never was a VEE C1[9] | get vees",
                "explain 99 | the ledger of `Shop` has no entry #99 | its last one is #40",
            })
    void saysWhatIsThereInsteadOfWhatIsNot(String command, String message, String help) {
        onData(command).exits(1).printsNothing().tells(message, help);
        onServer(command).exits(1).printsNothing().tells(message, help);
    }

    @Test
    void asksWhichServiceWhereThereAreSeveral(@TempDir Path folder) {
        try (var ledger = SqliteLedger.open(folder)) {
            ShopLedger.writeTo(ledger);
            var blog = new ServiceId("Blog");
            var tenure = Objects.requireNonNull(ledger.take(Shard.of(blog), null, "node/1"));
            var manifest = ShopLedger.MANIFEST.replace("service Shop", "service Blog");
            ledger.append(blog, tenure, 0, ShopLedger.NOON, List.of(new Entry.Submitted("blog.rsl", manifest)));
        }
        Run.of("get", "vees", "--data", folder.toString())
                .exits(2)
                .tells("there are 2 services: say which one with -s", "`Blog`, `Shop`");
        Run.of("get", "service", "Blog", "--data", folder.toString()).exits(0).says("Blog: defined");
    }

    @Test
    void saysWhatIsFromTheLedgerAndHowOldItIs() {
        var site = new LedgerSite(ShopLedger.written());
        try (var away = new CannedServer()
                .when(
                        "GET /v1/services",
                        new ServicesView(site.services(), List.of("those of node b/1, which is away")))
                .when("GET /v1/services/Shop", exchange -> {
                    exchange.getResponseHeaders().set("Age", "42");
                    CannedServer.sending(200, "application/json", CannedServer.json(site.service("Shop")))
                            .send(exchange);
                })) {
            Run.of("get", "service", "Shop", "--server", away.url())
                    .exits(0)
                    .says("Shop: active")
                    .tells("the node that owns the service is away", "42 s old");
            Run.of("get", "--server", away.url())
                    .exits(0)
                    .says("Shop")
                    .tells("not all services are shown", "those of node b/1, which is away");
        }
    }

    @Test
    void saysWhatToDoWhereNoServiceIsYet() {
        try (var empty = new CannedServer().when("GET /v1/services", new ServicesView(List.of(), null))) {
            Run.of("get", "--server", empty.url()).exits(0).printsNothing().tells("there is no service yet");
            Run.of("get", "vees", "--server", empty.url())
                    .exits(1)
                    .tells("there is no service yet", "./reservoir apply FILE");
            Run.of("get", "vees", "-s", "Shop", "--server", empty.url())
                    .exits(1)
                    .tells("there is no service `Shop`");
        }
    }

    @Test
    void saysWhatToDoWhereThereIsNoDataDirectory() {
        Run.of("get", "--data", "/nowhere").exits(1).printsNothing().tells("there is no ledger in /nowhere");
    }

    @Test
    void saysInOneLineThatThereIsNoServer() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var run = Run.of("get", "--server", "127.0.0.1:" + port).exits(1).printsNothing();
        assertThat(run.err())
                .isEqualTo("reservoir: there is no server at http://127.0.0.1:" + port + "\n"
                        + " help: start one with ./reservoir serve, or read a data directory with --data DIR\n");
    }

    @Test
    void takesTheServerOfTheEnvironment() {
        Run.PIPE.with("RESERVOIR_SERVER", server.url()).run("get").exits(0).says("Shop");
    }

    @Test
    void saysThatSomethingElseAnswers() {
        try (var other =
                new CannedServer().when("GET /v1/services", CannedServer.sending(200, "text/html", "<html>"))) {
            Run.of("get", "--server", other.url())
                    .exits(1)
                    .printsNothing()
                    .tells("cannot be understood", "Reservoir server");
            other.when("GET /v1/services", CannedServer.sending(502, "text/html", "<html>"));
            Run.of("get", "--server", other.url()).exits(1).tells("answered with HTTP status 502");
        }
    }

    @Test
    void saysThatTheServerIsOfAnotherRelease() {
        try (var other = ShopServer.started()
                .when("GET /v1/hosts", CannedServer.problem(404, "unknown-route", "GET /openapi.json says", null))) {
            Run.of("get", "hosts", "--server", other.url()).exits(1).tells("the server knows no ", "of this release?");
        }
    }

    @Test
    void cutsTablesToTheWidthOfATerminalAlone() {
        var wide = "get decisions -o wide --data " + data;
        assertThat(Run.SCREEN.run(wide.split(" ")).exits(0).out().lines())
                .allMatch(line -> line.replaceAll("\u001b\\[[0-9]*m", "").length() <= 100)
                .anyMatch(line -> line.endsWith("…"));
        assertThat(Run.PIPE.run(wide.split(" ")).out()).doesNotContain("…").contains("shop.rsl:9:1");
    }
}
