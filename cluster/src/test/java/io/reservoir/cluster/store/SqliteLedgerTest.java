package io.reservoir.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.Ledger.Appended;
import io.reservoir.model.port.Ledger.Tenure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends JdbcLedgerContract {
    @TempDir
    Path temporary;

    private Path directory;

    @Override
    protected JdbcLedger openEmpty() {
        directory = temporary.resolve("some/new #1 ü%20?");
        return SqliteLedger.open(directory);
    }

    @Test
    void everythingIsThereAfterARestart() {
        append(own(SHOP), 0, submitted(1), submitted(2));
        var tenure = ledger.tenure(SHARD);
        var written = everything();

        ledger.close();
        ledger = reopen();

        assertThat(ledger.tenure(SHARD)).isEqualTo(tenure);
        assertThat(everything()).isEqualTo(written).hasSize(2);
        assertThat(append(own(SHOP), 2, submitted(3))).isEqualTo(new Appended.At(3));
    }

    @Test
    void everyWriteIsSyncedToTheDisk() throws SQLException {
        try (var connection = SqliteLedger.forWriting(file()).getConnection()) {
            assertThat(ask(connection, "pragma journal_mode")).isEqualTo("wal");
            assertThat(ask(connection, "pragma synchronous")).isEqualTo("2"); // FULL
            assertThat(ask(connection, "pragma foreign_keys")).isEqualTo("1");
        }
    }

    @Test
    void aTransactionIsTheOnlyOneThatWritesFromItsBeginning() throws SQLException {
        try (var one = SqliteLedger.forWriting(file()).getConnection();
                var other = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            execute(other, "pragma busy_timeout = 0");
            one.setAutoCommit(false);
            assertThatThrownBy(() -> execute(other, "begin immediate")).hasMessageContaining("SQLITE_BUSY");
            one.setAutoCommit(true);
            execute(other, "begin immediate");
        }
    }

    @Test
    void migrationsAndCodeAgreeOnTheVersion() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/db/migration"))) {
            var written = files.map(m -> m.getFileName().toString().split("__", 2)[0]);
            assertThat(Stream.concat(written, Stream.of("V" + new Chaining().getVersion())))
                    .hasSize(Schema.VERSION)
                    .contains("V" + Schema.VERSION);
        }
    }

    // who may open it

    @Test
    void refusesASecondNodeInTheDirectory() throws IOException {
        for (var attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> SqliteLedger.open(directory))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessage(directory.toRealPath() + " is in use by another node (process "
                            + ProcessHandle.current().pid() + "): stop that one, or name another directory");
        }
        var link = Files.createSymbolicLink(temporary.resolve("link"), directory);
        assertThatThrownBy(() -> SqliteLedger.open(link)).isInstanceOf(StoreUnavailable.class);
        assertThat(append(own(SHOP), 0, submitted(1))).isEqualTo(new Appended.At(1));
    }

    @Test
    void refusesADirectoryThatCannotBeMade() throws IOException {
        var inTheWay = Files.createFile(temporary.resolve("file"));

        assertThatThrownBy(() -> SqliteLedger.open(inTheWay.resolve("data")))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage("cannot make the directory " + inTheWay.resolve("data") + ": Not a directory");
        assertThatThrownBy(() -> SqliteLedger.open(inTheWay))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage("cannot make the directory " + inTheWay + ": it is a file");
    }

    @Test
    void refusesADirectoryOrFileThatCannotBeWritten() throws IOException {
        ledger.close();
        var file = file();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assumeThat(Files.isWritable(file)).as("root may write anything").isFalse();
        assertThatThrownBy(() -> SqliteLedger.open(directory))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage("cannot write " + file + ": permission denied");

        var sealed = Files.createDirectory(temporary.resolve("sealed"));
        Files.setPosixFilePermissions(sealed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assertThatThrownBy(() -> SqliteLedger.open(sealed))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessage("cannot write in " + sealed + ": permission denied");
    }

    @Test
    void refusesADatabaseOfANewerSchema() throws SQLException {
        append(own(SHOP), 0, submitted(1));
        ledger.close();
        var next = Schema.VERSION + 1;
        tamper("insert into flyway_schema_history values (99, '" + next
                + "', 'next', 'SQL', 'x.sql', 0, 'x', 0, 0, 1)");

        for (var open : openers()) {
            assertThatThrownBy(() -> open.at(directory))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessage("the ledger " + file()
                            + " was written by a newer release (schema " + next + ", this one knows " + Schema.VERSION
                            + "): start that release");
        }
        tamper("delete from flyway_schema_history where version = '" + next + "'");
        ledger = SqliteLedger.open(directory);
        assertThat(everything()).hasSize(1);
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        var other = Files.createDirectory(temporary.resolve("other"));
        Files.writeString(
                other.resolve(SqliteLedger.FILE), "not a database, but long enough to be looked at".repeat(99));

        for (var open : openers()) {
            assertThatThrownBy(() -> open.at(other))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContainingAll("the ledger " + other, "cannot be opened", "file is not a database");
        }
    }

    @Test
    void refusesADatabaseOfSomethingElse() throws Exception {
        var other = Files.createDirectory(temporary.resolve("other"));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + other.resolve(SqliteLedger.FILE))) {
            execute(connection, "create table recipe (name text)");
        }

        for (var open : openers()) {
            assertThatThrownBy(() -> open.at(other))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessageContaining("is a database of something else");
        }
    }

    // reading beside it and after it

    @Test
    void aReaderSeesARunningNodesEntriesAndLocksNothing() {
        var mine = own(SHOP);
        append(mine, 0, submitted(1));
        try (var reader = SqliteLedger.readOnly(directory)) {
            assertThat(reader.read(SHOP, 0, 10)).hasSize(1);
            assertThat(append(mine, 1, submitted(2))).isEqualTo(new Appended.At(2));
            assertThat(reader.read(SHOP, 0, 10)).isEqualTo(everything()).hasSize(2);
            assertThat(reader.services()).containsExactly(SHOP);
            assertThat(reader.tenure(SHARD)).isEqualTo(ledger.tenure(SHARD));
        }
    }

    @Test
    void aReaderSeesAStoppedNodesEntries() {
        append(own(SHOP), 0, submitted(1));
        ledger.close();

        try (var reader = SqliteLedger.readOnly(directory)) {
            assertThat(reader.read(SHOP, 0, 10)).hasSize(1);
        }
        ledger = SqliteLedger.open(directory);
        assertThat(everything()).hasSize(1);
    }

    @Test
    void aReaderNeedsNoRightToWrite() throws IOException {
        append(own(SHOP), 0, submitted(1));
        ledger.close();
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeThat(Files.isWritable(directory)).as("root may write anything").isFalse();

        try (var reader = SqliteLedger.readOnly(directory)) {
            assertThat(reader.read(SHOP, 0, 10)).hasSize(1);
        } finally {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @Test
    void aReaderWritesNothing() {
        var mine = own(SHOP);
        try (var reader = SqliteLedger.readOnly(directory)) {
            assertThatThrownBy(() -> reader.append(SHOP, mine, 0, NOON, List.of(submitted(1))))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> reader.take(SHARD, ledger.tenure(SHARD), "node-b"))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(ledger.services()).isEmpty();
    }

    @Test
    void aReaderSaysWhereThereIsNoLedger() throws IOException {
        for (var nothing : List.of(temporary.resolve("nowhere"), Files.createDirectory(temporary.resolve("empty")))) {
            assertThatThrownBy(() -> SqliteLedger.readOnly(nothing))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessage("there is no ledger in " + nothing
                            + ": start a node on it first, or name another directory");
        }
        assertThat(temporary.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aReaderDoesNotMigrate() throws IOException {
        var fresh = Files.createDirectory(temporary.resolve("fresh"));
        Files.createFile(fresh.resolve(SqliteLedger.FILE));

        assertThatThrownBy(() -> SqliteLedger.readOnly(fresh))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining(
                        "is of schema 0, and this release reads " + Schema.VERSION + ": start its node once");
        SqliteLedger.open(fresh).close();
        SqliteLedger.readOnly(fresh).close();
    }

    @Test
    void goesOnAfterAFault() throws SQLException {
        var mine = own(SHOP);
        append(mine, 0, submitted(1));
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            execute(connection, "insert into entry values ('shop', 3, 1, '', '', 1, '', '')");
        }

        // The third of the batch is there already: a fault in the middle of a transaction.
        assertThatThrownBy(() -> append(mine, 1, submitted(2), submitted(3), submitted(4)))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageStartingWith("the ledger " + file() + " cannot be used: ");
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file())) {
            execute(connection, "delete from entry where seq = 3");
        }

        assertThat(everything()).extracting(Recorded::seq).containsExactly(1L);
        assertThat(append(mine, 1, submitted(2), submitted(3))).isEqualTo(new Appended.At(3));
    }

    @Test
    void isOfNoUseOnceClosed() {
        ledger.close();

        assertThatThrownBy(() -> append(new Tenure("node", new Epoch(1)), 0, submitted(1)))
                .isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> ledger.tenure(new Shard(0))).isInstanceOf(StoreUnavailable.class);
        ledger.close();
    }

    @Override
    protected JdbcLedger reopen() {
        return SqliteLedger.open(directory);
    }

    @Override
    protected JdbcLedger openAnother() {
        return SqliteLedger.open(temporary.resolve("another"));
    }

    private Path file() {
        return directory.resolve(SqliteLedger.FILE);
    }

    /** A way to open a ledger. */
    @FunctionalInterface
    private interface Opener {
        Ledger at(Path directory);
    }

    private static List<Opener> openers() {
        return List.of(SqliteLedger::open, SqliteLedger::readOnly);
    }

    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }
}
