package io.reservoir.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.model.service.ServiceId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger against killed nodes, and against a server of its own that goes down at once, as if its power were cut. */
class PostgresCrashIT extends KilledNodeContract {
    private static final int CRASHES = 5;

    @TempDir
    Path directory;

    private EmbeddedPostgres server;
    private int port;

    @BeforeEach
    void startServer() throws IOException {
        server = start(0);
        port = server.getPort();
    }

    private EmbeddedPostgres start(int onPort) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(onPort)
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    private PostgresAccess access() {
        return new PostgresAccess(
                "jdbc:postgresql://localhost:" + port + "/postgres", TestDatabases.USER, TestDatabases.PASSWORD);
    }

    @Override
    protected List<String> arguments() {
        return List.of(access().url(), access().user(), access().password());
    }

    @Override
    protected JdbcLedger open() {
        return PostgresLedger.open(access());
    }

    @Override
    protected JdbcLedger readOnly() {
        return PostgresLedger.readOnly(access());
    }

    @Test
    void aServerThatGoesDownAtOnceHasLostNothingThatWasAcknowledged() throws Exception {
        var acknowledged = new HashMap<ServiceId, Long>();
        try (var beside = open()) {
            for (var crash = 1; crash <= CRASHES; crash++) {
                var node = start(arguments());
                try (var lines = node.inputReader(StandardCharsets.US_ASCII)) {
                    note(acknowledged, lines, ACKNOWLEDGED_AT_LEAST);
                    crash();
                    note(acknowledged, lines, Integer.MAX_VALUE);
                }
                node.destroyForcibly().waitFor();
                assertThatThrownBy(beside::tenures).isInstanceOf(StoreUnavailable.class);
                server.close();
                server = start(port);
                try (var ledger = open()) {
                    verify("after crash " + crash, ledger, acknowledged);
                    for (var service : ledger.services()) {
                        assertThat(ledger.audit(service)).isInstanceOf(Audit.Whole.class);
                    }
                }
                assertThat(RealTime.within(Duration.ofSeconds(30), beside::tenures))
                        .isNotEmpty();
            }
        }
    }

    /** What {@code pg_ctl stop -m immediate} does. */
    private void crash() throws Exception {
        var pid = Files.readAllLines(directory.resolve("data/postmaster.pid")).getFirst();
        var server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        assertThat(new ProcessBuilder("kill", "-QUIT", pid).start().waitFor()).isZero();
        server.onExit().get(30, TimeUnit.SECONDS);
    }
}
