package io.reservoir.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reservoir.model.port.Ledger.Appended;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PostgresLedgerIT extends JdbcLedgerContract {
    /** No call takes longer, whatever happens: a connection, a statement, and a little. */
    private static final Duration LONGEST = Duration.ofSeconds(13);

    private PostgresAccess access;

    @Override
    protected JdbcLedger openEmpty() {
        access = TestDatabases.fresh();
        return PostgresLedger.open(access);
    }

    @Override
    protected JdbcLedger reopen() {
        return PostgresLedger.open(access);
    }

    @Override
    protected JdbcLedger openAnother() {
        return PostgresLedger.open(TestDatabases.fresh());
    }

    @Override
    protected Connection connect() throws SQLException {
        return DriverManager.getConnection(access.url(), access.user(), access.password());
    }

    @Test
    void everythingIsThereForAnotherNode() {
        var mine = own(SHOP);
        append(mine, 0, submitted(1), submitted(2));

        try (var other = PostgresLedger.open(access)) {
            assertThat(other.tenures()).isEqualTo(ledger.tenures());
            assertThat(other.read(SHOP, 0, 10)).isEqualTo(everything()).hasSize(2);
            var theirs = other.take(SHARD, mine, "node-b");
            assertThat(append(mine, 2, submitted(3))).isEqualTo(new Appended.Fenced(theirs));
        }
    }

    @Test
    void whoOnlyReadsWritesNothing() {
        var mine = own(SHOP);
        append(mine, 0, submitted(1));

        try (var reader = PostgresLedger.readOnly(access)) {
            assertThat(reader.read(SHOP, 0, 10)).isEqualTo(everything());
            assertThatThrownBy(() -> reader.append(SHOP, mine, 1, NOON, List.of(submitted(2))))
                    .isInstanceOf(IllegalStateException.class);
        }
        var empty = TestDatabases.fresh();
        assertThatThrownBy(() -> PostgresLedger.readOnly(empty))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("is of schema 0, and this release reads " + Schema.VERSION);
    }

    @Test
    void everyCommitIsOnDiskThoughTheServerWouldNotWait() throws SQLException {
        tamper("alter database " + access.url().replaceFirst(".*/", "") + " set synchronous_commit = off");
        ledger.close();
        ledger = reopen();
        own(SHOP);

        for (var readOnly : new boolean[] {false, true}) {
            try (var pool = PostgresLedger.pool(access, 1, readOnly);
                    var connection = pool.getConnection()) {
                assertThat(setting(connection, "synchronous_commit")).isEqualTo("on");
                assertThat(setting(connection, "statement_timeout")).isEqualTo("5s");
                assertThat(setting(connection, "idle_in_transaction_session_timeout"))
                        .isEqualTo("3s");
                assertThat(setting(connection, "transaction_isolation")).isEqualTo("read committed");
            }
        }
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("select current_setting('" + name + "')")) {
            row.next();
            return row.getString(1);
        }
    }

    @Test
    void aNodeThatFallsSilentInATransactionKeepsNobodyFromItsShards() throws SQLException {
        var mine = own(SHOP);
        var silent = connect();
        execute(silent, "set idle_in_transaction_session_timeout = 3000");
        silent.setAutoCommit(false);
        execute(silent, "select * from shard where number = " + SHARD.number() + " for share");

        var begun = System.nanoTime();
        var theirs = ledger.take(SHARD, mine, "node-b");

        assertThat(theirs).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        silent.close();
    }

    @Test
    void aShardThatStaysLockedIsAnAnswerInTime() throws SQLException {
        var mine = own(SHOP);
        try (var locking = connect()) {
            locking.setAutoCommit(false);
            execute(locking, "update shard set owner = owner where number = " + SHARD.number());
            isUnavailableInTime(() -> append(mine, 0, submitted(1)), "timeout");
        }
        assertThat(append(mine, 0, submitted(1))).isEqualTo(new Appended.At(1));
    }

    @Test
    void aServerThatDoesNotAnswerIsAnAnswerInTime() throws Exception {
        try (var proxy = TcpProxy.to(TestDatabases.port());
                var far = PostgresLedger.open(through(proxy, ""))) {
            var mine = far.take(SHARD, null, "node-a");
            assertThat(far.append(SHOP, mine, 0, NOON, List.of(submitted(1)))).isEqualTo(new Appended.At(1));
            proxy.stall();
            isUnavailableInTime(() -> far.append(SHOP, mine, 1, NOON, List.of(submitted(2))), "cannot be used");
            isUnavailableInTime(() -> far.tenure(SHARD), "cannot be used");
            proxy.flow();
            assertThat(far.read(SHOP, 0, 9)).hasSizeBetween(1, 2);
        }
    }

    @Test
    void aCommitWhoseReplyIsLostIsFoundByLooking() throws Exception {
        try (var proxy = TcpProxy.to(TestDatabases.port());
                var far = PostgresLedger.open(through(proxy, "?preferQueryMode=simple"))) {
            var mine = far.take(SHARD, null, "node-a");
            far.append(SHOP, mine, 0, NOON, List.of(submitted(1)));
            proxy.cutAfter("COMMIT");

            assertThatThrownBy(() -> far.append(SHOP, mine, 1, NOON, List.of(submitted(2))))
                    .isInstanceOf(StoreUnavailable.class);

            assertThat(far.read(SHOP, 1, 9)).hasSize(1);
            assertThat(far.append(SHOP, mine, 1, NOON, List.of(submitted(2)))).isEqualTo(new Appended.Conflict(2));
        }
    }

    // bad input

    @Test
    void refusesADatabaseOfANewerSchema() throws SQLException {
        var next = Schema.VERSION + 1;
        ledger.close();
        tamper("insert into flyway_schema_history values (99, '" + next
                + "', 'next', 'SQL', 'x.sql', 0, 'x', now(), 0, true)");

        for (Function<PostgresAccess, JdbcLedger> open :
                List.<Function<PostgresAccess, JdbcLedger>>of(PostgresLedger::open, PostgresLedger::readOnly)) {
            assertThatThrownBy(() -> open.apply(access))
                    .isInstanceOf(StoreUnavailable.class)
                    .hasMessage("the ledger " + access.url() + " was written by a newer release (schema " + next
                            + ", this one knows " + Schema.VERSION + "): start that release");
        }
    }

    @Test
    void refusesADatabaseOfSomethingElse() throws SQLException {
        access = TestDatabases.fresh();
        tamper("create table recipe (name text)");

        assertThatThrownBy(() -> PostgresLedger.open(access))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageContaining("is a database of something else");
    }

    @Test
    void saysWhatIsWrongWithAnAccess() {
        var right = TestDatabases.asUser("ledger_user", "right");
        var nowhere = new PostgresAccess("jdbc:postgresql://localhost:1/ledger", "x", "y");
        var missing = TestDatabases.access("no_such_database");

        refuses(
                new PostgresAccess(right.url(), right.user(), "wrong"),
                "password authentication failed",
                "check the user");
        refuses(right, "permission denied", "must be able to create tables");
        refuses(missing, "does not exist", "create the database first");
        refuses(nowhere, "refused", "is the server there");
    }

    private static void refuses(PostgresAccess access, String... words) {
        assertThatThrownBy(() -> PostgresLedger.open(access))
                .isInstanceOf(StoreUnavailable.class)
                .hasMessageStartingWith("the ledger " + access.url() + " cannot be ")
                .hasMessageContainingAll(words)
                .message()
                .doesNotContain("\n")
                .doesNotContain(access.password());
    }

    @Test
    void manyNodesMayMakeTheTablesAtOnce() throws Exception {
        var fresh = TestDatabases.fresh();
        var nodes = new Thread[3];
        var opened = new ConcurrentLinkedQueue<JdbcLedger>();
        for (var i = 0; i < nodes.length; i++) {
            nodes[i] = new Thread(() -> opened.add(PostgresLedger.open(fresh)));
            nodes[i].start();
        }
        for (var node : nodes) {
            node.join();
        }
        assertThat(opened).hasSize(nodes.length);
        opened.forEach(JdbcLedger::close);
    }

    private PostgresAccess through(TcpProxy proxy, String parameters) {
        return new PostgresAccess(
                TestDatabases.fresh().url().replace(":" + TestDatabases.port(), ":" + proxy.port()) + parameters,
                access.user(),
                access.password());
    }

    private static void isUnavailableInTime(Runnable call, String words) {
        var begun = System.nanoTime();
        assertThatThrownBy(call::run).isInstanceOf(StoreUnavailable.class).hasMessageContaining(words);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LONGEST);
    }
}
