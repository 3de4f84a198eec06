package io.reservoir.controller.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.controller.api.http.TlsSettings;
import io.reservoir.controller.cli.Serve;
import io.reservoir.controller.host.Authority;
import io.reservoir.model.ledger.Shard;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Three nodes, each a process of its own, over one PostgreSQL. Each test goes on from where the one before ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterIT {
    private static final List<String> NAMES = List.of("n1", "n2", "n3");
    private static final Duration START = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path directory;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Map<String, Process> NODES = new TreeMap<>();
    private static final List<Process> ALL = new ArrayList<>();
    private static final Map<String, Integer> APIS = new TreeMap<>();
    private static final Map<String, Integer> LINKS = new TreeMap<>();
    private static final Map<String, TlsSettings> IDENTITIES = new TreeMap<>();
    private static final List<String> MEMBERS = new ArrayList<>();
    private static EmbeddedPostgres postgres;
    private static Authority authority;

    /** What the processes run. */
    static final class Main {
        public static void main(String[] args) {
            System.exit(new CommandLine(new Serve()).execute(args));
        }
    }

    @BeforeAll
    static void startAll() throws Exception {
        authority = new Authority(directory.resolve("authority"));
        postgres = EmbeddedPostgres.builder().setServerConfig("timezone", "UTC").start();
        for (var name : NAMES) {
            MEMBERS.add(name + "=127.0.0.1:" + freePort());
            APIS.put(name, freePort());
        }
        for (var name : NAMES) {
            start(name);
        }
    }

    @AfterAll
    static void endAll() throws IOException {
        ALL.forEach(Process::destroyForcibly);
        CLIENT.close();
        postgres.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void start(String name) throws IOException {
        NODES.put(name, launch(name, "web-shops", MEMBERS, name));
    }

    private static Process launch(String name, String cluster, List<String> members, String log) throws IOException {
        var file = directory.resolve(log + ".conf");
        var lines = new ArrayList<String>();
        lines.add("# node " + name);
        lines.add("cluster = " + cluster);
        lines.add("node = " + name);
        members.forEach(member -> lines.add("member = " + member));
        LINKS.put(log, freePort());
        lines.add("link-port = " + LINKS.get(log));
        var identity = identity(log);
        lines.add("tls-cert = " + identity.certificate());
        lines.add("tls-key = " + identity.key());
        lines.add("tls-ca = " + identity.authority());
        lines.add("port = " + APIS.get(name));
        lines.add("data = " + directory.resolve(name));
        lines.add("database = jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres");
        lines.add("database-user = postgres");
        Files.write(file, lines);
        var command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--config",
                file.toString());
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log + ".log").toFile())
                .start();
        ALL.add(process);
        return process;
    }

    /** The one that it had, where it comes again. */
    private static TlsSettings identity(String name) throws IOException {
        var known = IDENTITIES.get(name);
        var identity = known == null ? authority.issue(name, "san=ip:127.0.0.1") : known;
        IDENTITIES.put(name, identity);
        return identity;
    }

    private static String log(String name) {
        try {
            return Files.readString(directory.resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode get(String name, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + APIS.get(name) + path))
                .timeout(Duration.ofSeconds(5));
        return JSON.readTree(
                CLIENT.send(request.build(), BodyHandlers.ofString()).body());
    }

    /** To how many others a node has a link. */
    private static long linked(String name) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + APIS.get(name) + "/metrics"));
        return CLIENT.send(request.build(), BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith("reservoir_peer_up{") && line.endsWith(" 1.0"))
                .count();
    }

    private static int working(String name) throws Exception {
        return get(name, "/v1/cluster").at("/load/shards").asInt();
    }

    /** Shards by the name of their owner, as the database has them. */
    private static Map<String, Integer> owned() throws SQLException {
        var owned = new TreeMap<String, Integer>();
        query("select owner, count(*) from shard group by owner")
                .forEach(row ->
                        owned.merge(row[0].substring(0, row[0].indexOf('/')), Integer.valueOf(row[1]), Integer::sum));
        return owned;
    }

    private static List<String[]> query(String sql) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String[]>();
            while (rows.next()) {
                var row = new String[rows.getMetaData().getColumnCount()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = rows.getString(i + 1);
                }
                found.add(row);
            }
            return found;
        }
    }

    /** How long it takes until a node owns no shard any more. */
    private static Duration untilNothingIsLeftOf(String name, Duration most) throws Exception {
        var begun = System.nanoTime();
        while (owned().containsKey(name)) {
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(logs()).isLessThan(most);
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static String logs() {
        return NAMES.stream().map(name -> "== " + name + "\n" + log(name)).collect(Collectors.joining());
    }

    private static void untilAllWork(List<String> names) {
        try {
            awaitAllWork(names);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(logs(), e);
        }
    }

    private static void awaitAllWork(List<String> names) {
        await().ignoreExceptionsInstanceOf(IOException.class)
                .atMost(START)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> {
                    var sum = 0;
                    for (var name : names) {
                        var working = working(name);
                        assertThat(working).as(name).isBetween(Shard.COUNT / names.size() / 2, Shard.COUNT * 3 / 4);
                        sum += working;
                    }
                    assertThat(sum).isEqualTo(Shard.COUNT);
                });
    }

    /** When a node logged a line with that text, after that time. */
    private static Stream<Instant> logged(String name, String text, Instant after) {
        return log(name)
                .lines()
                .filter(line -> line.contains(text))
                .map(line -> Instant.parse(line.substring(0, line.indexOf(' '))))
                .filter(at -> at.isAfter(after));
    }

    private static void measured(String what, Duration time) {
        System.out.println("MEASURED " + what + ": " + time.toMillis() + " ms");
    }

    @Test
    @Order(1)
    void threeNodesShareAllShards() throws Exception {
        untilAllWork(NAMES);
        for (var name : NAMES) {
            var status = get(name, "/v1/cluster");
            assertThat(status.get("alive").asInt()).isEqualTo(3);
            assertThat(status.get("majority").asInt()).isEqualTo(2);
            assertThat(status.has("why")).isFalse();
            assertThat(get(name, "/v1/health/ready").get("ok").asBoolean()).isTrue();
            await().atMost(START).untilAsserted(() -> assertThat(linked(name)).isEqualTo(2));
        }
    }

    /** Trusts everybody and shows nothing: what it gets is the node's certificate, and then the door. */
    @Test
    @Order(2)
    void linksShowACertificateAndAskForOne() throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAll()}, null);
        for (var name : NAMES) {
            try (var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", LINKS.get(name))) {
                socket.setSoTimeout(10_000);
                socket.startHandshake();
                assertThat(socket.getSession().getPeerPrincipal()).hasToString("CN=" + name);
                // which of both ends first differs from run to run
                assertThatThrownBy(() -> {
                            if (socket.getInputStream().read() < 0) {
                                throw new SSLException("certificate_required");
                            }
                        })
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    /** As a stranger on the network would. */
    private static final class TrustsAll implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    @Order(2)
    void anotherClusterOrListIsRefusedInOneLine() throws Exception {
        var other = launch("n3", "bank", MEMBERS, "other");
        assertThat(other.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).isEqualTo(1);
        assertThat(log("other")).contains("is that of cluster `web-shops`, and this node is to be one of `bank`");

        var stranger = new ArrayList<>(MEMBERS);
        stranger.add("n4=127.0.0.1:" + freePort());
        APIS.put("n4", freePort());
        var outsider = launch("n4", "web-shops", stranger, "n4");
        assertThat(outsider.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(outsider.exitValue()).as(log("n4")).isEqualTo(1);
        assertThat(log("n4").lines().filter(line -> line.startsWith("error: "))).hasSize(1);
        assertThat(log("n4")).contains("start the same on all nodes");
        assertThat(owned()).containsOnlyKeys(NAMES);
    }

    @Test
    @Order(3)
    void aNodeThatIsKilledLosesItsShardsAtOnce() throws Exception {
        NODES.get("n3").destroyForcibly();
        measured("kill -9 to the last shard taken", untilNothingIsLeftOf("n3", Duration.ofSeconds(10)));
        untilAllWork(List.of("n1", "n2"));
    }

    @Test
    @Order(4)
    void aNodeThatJoinsIsGivenItsShards() throws Exception {
        var begun = Instant.now();
        start("n3");
        untilAllWork(NAMES);
        var given = Stream.of("n1", "n2").flatMap(name -> logged(name, "handing over", begun));
        var taken = logged("n3", "it was handed over to us", begun);
        measured(
                "from the first order to hand a shard to a joining node until it has taken its last one",
                Duration.between(
                        given.min(Comparator.naturalOrder()).orElseThrow(),
                        taken.max(Comparator.naturalOrder()).orElseThrow()));
        assertThat(log("n1") + log("n2")).contains("handing over");
        assertThat(log("n3")).contains("it was handed over to us").doesNotContain("its owner");
    }

    @Test
    @Order(5)
    void aNodeThatIsStoppedIsReplacedAndComesBack() throws Exception {
        var paused = NODES.get("n2");
        signal(paused, "-STOP");
        measured("SIGSTOP to the last shard taken", untilNothingIsLeftOf("n2", Duration.ofSeconds(15)));
        untilAllWork(List.of("n1", "n3"));
        signal(paused, "-CONT");
        untilAllWork(NAMES);
    }

    private static void signal(Process process, String signal) throws Exception {
        assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    @Order(6)
    void aNodeThatIsToldToEndHandsOverFirst() throws Exception {
        var epochs = query("select number, epoch from shard where owner like 'n1/%'").stream()
                .collect(Collectors.toMap(row -> row[0], row -> Long.valueOf(row[1])));
        var goes = NODES.get("n1");
        goes.destroy();
        measured("SIGTERM to the last shard handed over", untilNothingIsLeftOf("n1", Duration.ofSeconds(10)));
        assertThat(goes.waitFor(20, TimeUnit.SECONDS)).isTrue();
        untilAllWork(List.of("n2", "n3"));
        for (var row : query("select number, epoch from shard")) {
            if (epochs.containsKey(row[0])) {
                assertThat(Long.parseLong(row[1]))
                        .as("shard %s changed hands once", row[0])
                        .isEqualTo(epochs.get(row[0]) + 1);
            }
        }
        assertThat(log("n2") + log("n3")).contains("it was handed over to us");
        assertThat(log("n1")).contains("handing over").doesNotContain("were not handed over");
    }

    @Test
    @Order(7)
    void oneOfThreeOwnsNothingAndSaysWhy() throws Exception {
        NODES.get("n2").destroyForcibly();
        await().atMost(Duration.ofSeconds(20)).until(() -> working("n3") == 0);
        var status = get("n3", "/v1/cluster");
        assertThat(status.get("why").asText()).isEqualTo("this node sees no majority of the cluster");
        assertThat(get("n3", "/v1/health/ready").get("ok").asBoolean()).isFalse();
    }
}
