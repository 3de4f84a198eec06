package io.reservoir.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.Ledger.Appended;
import io.reservoir.model.service.ServiceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ledger against processes that are killed (SIGKILL), and against others that want the same files. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SqliteLedgerIT {
    private static final int ROUNDS = 10;
    private static final int ACKNOWLEDGED_AT_LEAST = 50;
    private static final int KILL_WITHIN_MILLIS = 400;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    @TempDir
    Path directory;

    @Test
    void aKilledNodeHasLostNothingThatItAcknowledged() throws Exception {
        var acknowledged = new HashMap<ServiceId, Long>();
        for (var round = 1; round <= ROUNDS; round++) {
            var before = Map.copyOf(acknowledged);
            var node = start(directory);
            try (var lines = node.inputReader(StandardCharsets.US_ASCII)) {
                note(acknowledged, lines, ACKNOWLEDGED_AT_LEAST);
                verify("beside the running node", acknowledged);
                killWithin(node, KILL_WITHIN_MILLIS);
                note(acknowledged, lines, Integer.MAX_VALUE);
            }
            assertThat(node.waitFor()).as("killed, round %s", round).isEqualTo(128 + 9);
            assertThat(acknowledged).isNotEqualTo(before);
            verify("read-only, after round " + round, acknowledged);
            try (var ledger = SqliteLedger.open(directory)) {
                verify("reopened, after round " + round, ledger, acknowledged);
            }
        }
    }

    @Test
    void aNodeKilledWhileItMakesItsLedgerStartsAgain() throws Exception {
        for (var round = 1; round <= ROUNDS; round++) {
            var fresh = directory.resolve("round-" + round);
            var node = start(fresh);
            try (var lines = node.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(lines.readLine()).isEqualTo(AppendingNode.OPENING);
                killWithin(node, 2 * KILL_WITHIN_MILLIS);
                node.waitFor();
            }
            try (var ledger = SqliteLedger.open(fresh)) {
                verify("after round " + round, ledger, Map.of());
            }
        }
    }

    @Test
    void aSecondProcessIsRefused() throws Exception {
        try (var ledger = SqliteLedger.open(directory)) {
            // One of this process is refused too, and that must not give up the lock.
            assertThatThrownBy(() -> SqliteLedger.open(directory)).isInstanceOf(StoreUnavailable.class);

            var second = start(directory);
            try (var errors = second.errorReader(StandardCharsets.UTF_8)) {
                assertThat(errors.lines())
                        .contains(directory.toRealPath() + " is in use by another node (process "
                                + ProcessHandle.current().pid() + "): stop that one, or name another directory");
            }
            assertThat(second.waitFor()).isEqualTo(AppendingNode.REFUSED);
            assertThat(ledger.services()).isEmpty();
        }
    }

    @Test
    void goesOnOnceSomebodyElseNoLongerHoldsTheDatabase() throws Exception {
        var service = AppendingNode.SERVICES.getFirst();
        var shard = Shard.of(service);
        List<Entry> one = List.of(new Entry.Activated());
        try (var ledger = SqliteLedger.open(directory)) {
            var mine = ledger.take(shard, null, "node");
            try (var other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(SqliteLedger.FILE));
                    var statement = other.createStatement()) {
                statement.execute("begin immediate");
                assertThatThrownBy(() -> ledger.append(service, mine, 0, Instant.EPOCH, one))
                        .isInstanceOf(StoreUnavailable.class)
                        .hasMessageContaining("database is locked");
                assertThat(ledger.services()).isEmpty();
                statement.execute("rollback");
            }
            assertThat(ledger.append(service, mine, 0, Instant.EPOCH, one)).isEqualTo(new Appended.At(1));
            assertThat(ledger.append(service, mine, 1, Instant.EPOCH, one)).isEqualTo(new Appended.At(2));
        }
    }

    private static Process start(Path directory) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AppendingNode.class.getName(),
                        directory.toString())
                .start();
    }

    /** Through its handle, for {@link Process#destroyForcibly} would close the pipe that is still to be read. */
    private void killWithin(Process node, int millis) {
        CompletableFuture.delayedExecutor(random.nextInt(millis), TimeUnit.MILLISECONDS)
                .execute(node.toHandle()::destroyForcibly);
    }

    private static void note(Map<ServiceId, Long> acknowledged, BufferedReader lines, int count) throws IOException {
        for (var i = 0; i < count; i++) {
            var line = lines.readLine();
            if (line == null) {
                return;
            }
            var words = line.split(" ", -1);
            if (words.length == 2) {
                acknowledged.merge(new ServiceId(words[0]), Long.parseLong(words[1]), Math::max);
            }
        }
    }

    private void verify(String when, Map<ServiceId, Long> acknowledged) {
        try (var ledger = SqliteLedger.readOnly(directory)) {
            verify(when, ledger, acknowledged);
        }
    }

    private void verify(String when, Ledger ledger, Map<ServiceId, Long> acknowledged) {
        for (var service : AppendingNode.SERVICES) {
            var entries = ledger.read(service, 0, Integer.MAX_VALUE);
            var at = "%s, seed %s, service %s".formatted(when, seed, service);
            assertThat(entries.size()).as(at).isGreaterThanOrEqualTo((int)
                    (long) acknowledged.getOrDefault(service, 0L));
            var endOfBatch = 0L;
            for (var i = 0; i < entries.size(); i++) {
                var seq = i + 1L;
                if (seq > endOfBatch) {
                    endOfBatch = endOfBatch(entries.get(i));
                }
                assertThat(entries.get(i).seq()).as(at).isEqualTo(seq);
                assertThat(entries.get(i).entry()).as(at).isEqualTo(AppendingNode.entry(seq, endOfBatch));
            }
            assertThat(entries).as("no torn append: %s", at).hasSize((int) endOfBatch);
        }
    }

    private static long endOfBatch(Recorded first) {
        return first.entry() instanceof Entry.Submitted(var end, var text) ? Long.parseLong(end) : 0;
    }
}
