package io.reservoir.cluster.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of a cluster: a PostgreSQL database, durable with every append. Any number of nodes may have it open. No
 * call waits longer than the deadlines here, whatever became of the server or of the way to it; what is cut off then
 * may have been written or not.
 */
public final class PostgresLedger extends JdbcLedger {
    /** For a connection, whether one has to be made or one has to become free. */
    private static final Duration CONNECTION = Duration.ofSeconds(3);

    private static final Duration STATEMENT = Duration.ofSeconds(5);

    /** For a server that is starting itself, when a ledger is opened. */
    private static final Duration OPENING = Duration.ofSeconds(20);

    private static final Duration PAUSE = Duration.ofMillis(250);

    /** From the server's view: a node that falls silent within a transaction keeps nobody from taking its shards. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /** For a reply to anything; longer than a statement may take. */
    private static final Duration REPLY = Duration.ofSeconds(8);

    private static final int WRITERS = 8;
    private static final int READERS = 4;

    private PostgresLedger(Database database) {
        super(database);
    }

    /** Opens the ledger for a node; the tables are made where there are none, in a database that must be there. */
    public static PostgresLedger open(PostgresAccess access) {
        await(access);
        try (var migrating = new HikariDataSource(config(access, WRITERS))) {
            Schema.bringUp(access.name(), migrating);
        }
        var writer = pool(access, WRITERS, false);
        try {
            return new PostgresLedger(
                    new Database(access.name(), Dialect.POSTGRES, pool(access, READERS, true), writer));
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** Opens the ledger to look at it: nothing is written or migrated. */
    public static PostgresLedger readOnly(PostgresAccess access) {
        await(access);
        var reader = pool(access, READERS, true);
        try {
            Schema.require(access.name(), reader);
            return new PostgresLedger(new Database(access.name(), Dialect.POSTGRES, reader, null));
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** Waits for a server that is on its way; who is not let in, or asks for what is not there, need not wait. */
    private static void await(PostgresAccess access) {
        var until = System.nanoTime() + OPENING.toNanos();
        for (var fault = fault(access); fault != null; fault = fault(access)) {
            if (!Faults.passes(fault) || System.nanoTime() >= until) {
                throw new StoreUnavailable(access.name() + " cannot be opened: " + Faults.inWords(fault), fault);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Why no connection can be made, null if one can. */
    private static @Nullable SQLException fault(PostgresAccess access) {
        var settings = new Properties();
        settings.setProperty("user", access.user());
        settings.setProperty("password", access.password());
        settings.setProperty("loginTimeout", Long.toString(REPLY.toSeconds()));
        settings.setProperty("targetServerType", "primary");
        try {
            DriverManager.getConnection(access.url(), settings).close();
            return null;
        } catch (SQLException e) {
            return e;
        }
    }

    /** A pool of which nothing is asked before it is used, and whose statements may take long. */
    private static HikariConfig config(PostgresAccess access, int connections) {
        var config = new HikariConfig();
        config.setJdbcUrl(access.url());
        config.setUsername(access.user());
        config.setPassword(access.password());
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(CONNECTION.toMillis());
        config.setValidationTimeout(CONNECTION.dividedBy(2).toMillis());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.addDataSourceProperty("connectTimeout", Long.toString(CONNECTION.toSeconds()));
        config.addDataSourceProperty("loginTimeout", Long.toString(REPLY.toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("targetServerType", "primary");
        config.addDataSourceProperty("ApplicationName", "reservoir");
        return config;
    }

    static HikariDataSource pool(PostgresAccess access, int connections, boolean readOnly) {
        var config = config(access, connections);
        config.setPoolName(readOnly ? "ledger-read" : "ledger-write");
        config.setReadOnly(readOnly);
        config.setInitializationFailTimeout(REPLY.toMillis());
        config.setConnectionInitSql(session());
        config.addDataSourceProperty("socketTimeout", Long.toString(REPLY.toSeconds()));
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new StoreUnavailable(access.name() + " cannot be opened: " + inWords(e), e);
        }
    }

    /** A commit that is not on disk when it is acknowledged would be none: what the server says otherwise is overruled. */
    private static String session() {
        return "select set_config('statement_timeout', '" + STATEMENT.toMillis() + "', false),"
                + " set_config('lock_timeout', '" + STATEMENT.toMillis() + "', false),"
                + " set_config('idle_in_transaction_session_timeout', '" + SILENCE.toMillis() + "', false),"
                + " case when current_setting('synchronous_commit') = 'off'"
                + " then set_config('synchronous_commit', 'on', false) end";
    }

    private static String inWords(PoolInitializationException fault) {
        return fault.getCause() instanceof SQLException sql ? Faults.inWords(sql) : String.valueOf(fault.getMessage());
    }
}
