package io.reservoir.cluster.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;

/** Databases of a PostgreSQL server that lives as long as the tests of this JVM. */
public final class TestDatabases {
    static final String USER = "postgres";
    static final String PASSWORD = "not checked";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabases() {}

    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("timezone", "UTC")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** An empty database, and the right to do everything in it. */
    public static PostgresAccess fresh() {
        var name = "ledger_" + COUNT.incrementAndGet();
        execute("create database " + name);
        return access(name);
    }

    static PostgresAccess access(String name) {
        return new PostgresAccess("jdbc:postgresql://localhost:" + port() + "/" + name, USER, PASSWORD);
    }

    static int port() {
        return Server.RUNNING.getPort();
    }

    /** Does something as the server's superuser. */
    static void execute(String sql) {
        try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
