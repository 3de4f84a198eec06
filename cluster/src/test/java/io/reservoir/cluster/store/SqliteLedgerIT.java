package io.reservoir.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger.Appended;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger against processes that are killed, and against others that want the same files. */
class SqliteLedgerIT extends KilledNodeContract {
    @TempDir
    Path directory;

    @Override
    protected List<String> arguments() {
        return List.of(directory.toString());
    }

    @Override
    protected JdbcLedger open() {
        return SqliteLedger.open(directory);
    }

    @Override
    protected JdbcLedger readOnly() {
        return SqliteLedger.readOnly(directory);
    }

    @Test
    void aNodeKilledWhileItMakesItsLedgerStartsAgain() throws Exception {
        for (var round = 1; round <= ROUNDS; round++) {
            var fresh = directory.resolve("round-" + round);
            var node = start(List.of(fresh.toString()));
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

            var second = start(arguments());
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
}
