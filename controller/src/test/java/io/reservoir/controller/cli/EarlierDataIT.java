package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.controller.api.view.ViewJson;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What nodes of earlier builds left when they were killed, and what those builds said of it: a folder for each, made by
 * {@code .ci/keep-data} and kept for ever. This build says the same of it, and goes on with it.
 */
class EarlierDataIT {
    private static final Path KEPT = Path.of("../cluster/src/test/resources/ledgers");
    private static final String DATA = "data.zip";
    private static final List<String> SERVICES = List.of("Shop", "Books", "Gone");
    private static final Pattern SERVING = Pattern.compile("serving on (http://localhost:\\d+) with 2 hosts");

    @TempDir
    Path directory;

    static List<Path> releases() throws IOException {
        try (var all = Files.list(KEPT)) {
            return all.filter(one -> Files.exists(one.resolve(DATA))).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void saysTheSameOfItAsTheBuildThatWroteIt(Path release) throws IOException {
        var data = unpacked(release);
        broughtUp(data);

        saysTheSame(release, "--data", data.toString());
    }

    @ParameterizedTest
    @MethodSource("releases")
    void noMigrationWasEditedSince(Path release) throws Exception {
        var kept = migrations(unpacked(release));
        var fresh = directory.resolve("fresh");
        broughtUp(fresh);

        assertThat(kept).isNotEmpty();
        assertThat(migrations(fresh)).startsWith(kept.toArray(String[]::new));
    }

    @ParameterizedTest
    @MethodSource("releases")
    void itsBackupFillsEmptyLedgersOfBothKinds(Path release) throws IOException {
        var backup = release.resolve("backup.gz").toString();
        var other = directory.resolve("other").toString();
        Run.of("ledger", "restore", backup, "--data", other).exits(0);
        saysTheSame(release, "--data", other);

        try (var server = EmbeddedPostgres.builder().start()) {
            var url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
            Run.of("ledger", "restore", backup, "--database", url, "--database-user", "postgres")
                    .exits(0);
            saysTheSame(release, "--database", url, "--database-user", "postgres");
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void aNodeGoesOnWithIt(Path release) throws Exception {
        var data = unpacked(release);
        var before = entries(data, "Shop");
        try (var node = new Node(data)) {
            node.run("get", "services").says("Shop", "Books", "Gone");
            // by what the killed node had claimed and not finished, too
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(node.run("get", "vees", "-s", "Gone", "-o", "json")
                                    .json()
                                    .at("/vees"))
                            .isEmpty());
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                node.reads(390);
                assertThat(node.run("get", "service", "Shop", "-o", "json")
                                .json()
                                .at("/components/0/ready")
                                .asInt())
                        .isEqualTo(4);
            });
            node.run("vee", "destroy", "C1[1]", "-s", "Shop");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    node.run("get", "vees", "-s", "Shop").out())
                            .contains("C1[1]#2"));
        }
        assertThat(entries(data, "Shop"))
                .startsWith(before.toArray(String[]::new))
                .anySatisfy(entry -> assertThat(entry).contains("claimed").contains("Shop/C1[1]#2"));
        Run.of("ledger", "verify", "--data", data.toString()).exits(0);
        for (var service : SERVICES) {
            // by later entries too, where VEEs went on
            assertThat(charges(bill(release, service, "--data", data.toString()).json()))
                    .isEqualTo(charges(told(release, "bill-" + service)));
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void oneServiceThatCannotBeReadIsLeftAloneAndTheOthersGoOn(Path release) throws Exception {
        var data = unpacked(release);
        broughtUp(data);
        change(
                data,
                "update entry set payload = replace(payload, 'Books', 'Nooks') where service = 'Books' and seq = 1");
        var before = entries(data, "Books");
        try (var node = new Node(data)) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(node.metrics())
                            .contains("reservoir_shards_unreadable 1.0")
                            .contains("reservoir_shards " + (Shard.COUNT - 1) + ".0"));
            assertThat(node.log())
                    .contains("shard " + Shard.of(new ServiceId("Books")).number()
                            + " cannot be loaded: entry 1 of service `Books` cannot be read: its checksum is wrong")
                    .doesNotContain("\tat ");
            node.run("get", "services").says("Shop", "Gone").tells("missing are those of 1 of 256 shards");
            Run.PIPE
                    .with("RESERVOIR_SERVER", node.url)
                    .run("get", "service", "Books")
                    .exits(1)
                    .tells("entry 1 of service `Books` cannot be read");
            node.run("vee", "destroy", "C1[1]", "-s", "Shop");
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                node.reads(390);
                assertThat(node.run("get", "vees", "-s", "Shop").out()).contains("C1[1]#2");
            });
        }
        assertThat(entries(data, "Books")).isEqualTo(before);
    }

    private Path unpacked(Path release) throws IOException {
        var data = directory.resolve("data");
        try (var zip = new ZipInputStream(Files.newInputStream(release.resolve(DATA)))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var file = data.resolve(entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        return data;
    }

    /** Of the schema of this build. */
    private static void broughtUp(Path data) {
        SqliteLedger.open(data).close();
    }

    private static void saysTheSame(Path release, String... ledger) throws IOException {
        isToldStill(release, "verify", Run.of(with(ledger, "ledger", "verify", "-o", "json")));
        isToldStill(release, "services", Run.of(with(ledger, "get", "services", "-o", "json")));
        for (var service : SERVICES) {
            isToldStill(release, "vees-" + service, Run.of(with(ledger, "get", "vees", "-s", service, "-o", "json")));
        }
        for (var service : SERVICES) {
            var bill = bill(release, service, ledger);
            assertThat(charges(bill.json())).isNotEmpty();
            isToldStill(release, "bill-" + service, bill);
        }
    }

    /** Of a period that was over before the node was killed. */
    private static Run bill(Path release, String service, String... ledger) throws IOException {
        var period = Files.readString(release.resolve("period")).strip().split(" ", 2);
        var tariff = release.resolve("tariff.rsl").toString();
        return Run.of(with(
                ledger,
                "bill",
                "-s",
                service,
                "--from",
                period[0],
                "--to",
                period[1],
                "--tariff",
                tariff,
                "-o",
                "json"));
    }

    private static List<String> charges(JsonNode bill) {
        var charges = new ArrayList<String>();
        bill.at("/lines")
                .forEach(line -> charges.add(line.get("component") + " " + line.get("dimension") + " "
                        + line.get("unitSeconds") + " s for " + line.get("amount")));
        return charges;
    }

    private static String[] with(String[] ledger, String... command) {
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of(ledger));
        return all.toArray(String[]::new);
    }

    /** All that was told then, at the same place; later builds may tell more. */
    private static void isToldStill(Path release, String what, Run run) throws IOException {
        isWithin(told(release, what), run.exits(0).json(), what);
    }

    private static JsonNode told(Path release, String what) throws IOException {
        return ViewJson.mapper().readTree(Files.readString(release.resolve(what + ".json")));
    }

    private static void isWithin(JsonNode told, JsonNode now, String where) {
        if (told.isObject()) {
            told.fields()
                    .forEachRemaining(field ->
                            isWithin(field.getValue(), now.path(field.getKey()), where + "/" + field.getKey()));
        } else if (told.isArray()) {
            assertThat(now.size()).as(where).isEqualTo(told.size());
            IntStream.range(0, told.size()).forEach(i -> isWithin(told.get(i), now.path(i), where + "/" + i));
        } else {
            assertThat(now).as(where).isEqualTo(told);
        }
    }

    private static List<String> migrations(Path data) throws SQLException {
        return rows(
                data,
                "select version, description, type, script, checksum, success from flyway_schema_history"
                        + " order by installed_rank");
    }

    private static List<String> entries(Path data, String service) throws SQLException {
        return rows(
                data,
                "select seq, epoch, recorded_at, kind, version, payload from entry where service = '" + service
                        + "' order by seq");
    }

    private static List<String> rows(Path data, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve(SqliteLedger.FILE));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<String>();
            while (rows.next()) {
                var row = new ArrayList<String>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(rows.getString(column));
                }
                all.add(String.join("|", row));
            }
            return all;
        }
    }

    private static void change(Path data, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve(SqliteLedger.FILE));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    /** {@code serve} over such data, in a process of its own, with the hosts that it had. */
    private final class Node implements AutoCloseable {
        private final Path log = directory.resolve("log");
        private final Process process;
        private final String url;
        private final HttpClient client = HttpClient.newHttpClient();

        Node(Path data) throws IOException {
            process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Reservoir.class.getName(),
                            "serve",
                            "--port",
                            "0",
                            "--data",
                            data.toString(),
                            "--pass-every",
                            "200ms",
                            "--host",
                            "sim:h1,domain=Domain1,cpus=32,memory=64GB,disk=1TB,boot=1s,resize=real",
                            "--host",
                            "sim:h2,domain=Domain2,cpus=32,memory=64GB,disk=1TB,boot=1s,resize=real")
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var found = new String[1];
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                var match = SERVING.matcher(log());
                found[0] = match.find() ? match.group(1) : null;
                return found[0] != null;
            });
            url = found[0];
        }

        String log() throws IOException {
            return Files.readString(log);
        }

        Run run(String... command) {
            return Run.PIPE.with("RESERVOIR_SERVER", url).run(command).exits(0);
        }

        void reads(int load) throws IOException, InterruptedException {
            var reading = HttpRequest.newBuilder(URI.create(url + "/v1/readings"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            "[{\"service\":\"Shop\",\"metric\":\"RequestPerSecond\",\"component\":\"C1\",\"value\":"
                                    + load + "}]"))
                    .build();
            assertThat(client.send(reading, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }

        String metrics() throws IOException, InterruptedException {
            var asked = HttpRequest.newBuilder(URI.create(url + "/metrics")).build();
            return client.send(asked, HttpResponse.BodyHandlers.ofString()).body();
        }

        @Override
        public void close() {
            client.close();
            process.destroy();
            process.onExit().join();
        }
    }
}
