package io.reservoir.cluster.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** An opened database: bounded pools of connections, and what is done with them in one transaction. */
final class Database implements AutoCloseable {
    private final String name;
    private final Dialect dialect;
    private final HikariDataSource reader;

    /** Null where it was opened for reading. */
    private final @Nullable HikariDataSource writer;

    /** Something to be done with a connection. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T with(Connection connection) throws SQLException;
    }

    /** Takes over both pools; {@code name} is what messages call it. */
    Database(String name, Dialect dialect, HikariDataSource reader, @Nullable HikariDataSource writer) {
        this.name = name;
        this.dialect = dialect;
        this.reader = reader;
        this.writer = writer;
    }

    String name() {
        return name;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Reads; a fault of the database is {@link StoreUnavailable}. */
    <T extends @Nullable Object> T reading(Work<T> work) {
        try (var connection = reader.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** Reads everything as it was at one moment, however long that takes. */
    <T extends @Nullable Object> T atOneMoment(Work<T> work) {
        try (var connection = reader.getConnection()) {
            connection.setTransactionIsolation(dialect.oneMoment());
            connection.setAutoCommit(false);
            try {
                return work.with(connection);
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** One transaction, durable on return; one that fails leaves nothing, and its connection is not used again. */
    <T extends @Nullable Object> T writing(Work<T> work) {
        var pool = writer;
        if (pool == null) {
            throw new IllegalStateException(name + " was opened for reading");
        }
        try (var connection = pool.getConnection()) {
            try {
                connection.setAutoCommit(false);
                var result = work.with(connection);
                // This commits. Connection.commit would have SQLite's driver begin the next transaction at once, and
                // fail for its sake though this one is durable.
                connection.setAutoCommit(true);
                return result;
            } catch (SQLException | RuntimeException e) {
                pool.evictConnection(connection);
                throw e;
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private StoreUnavailable unavailable(SQLException e) {
        return new StoreUnavailable(name + " cannot be used: " + Faults.inWords(e), e);
    }

    /** True if the statement changed one row. */
    static boolean change(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate() == 1;
        }
    }

    @Override
    public void close() {
        reader.close();
        if (writer != null) {
            writer.close();
        }
    }
}
