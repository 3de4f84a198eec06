package io.reservoir.cluster.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
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

    /** The same for a user who has no right to make anything there, and whose password is asked for. */
    static PostgresAccess asUser(String user, String password) {
        var database = fresh();
        execute("create role " + user + " login password '" + password + "'");
        try {
            var rules = Path.of(ask("show hba_file"));
            Files.writeString(rules, "host all " + user + " all scram-sha-256\n" + Files.readString(rules));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        execute("select pg_reload_conf()");
        RealTime.pass(Duration.ofMillis(500));
        inDatabase(database, "revoke create on schema public from public");
        return new PostgresAccess(database.url(), user, password);
    }

    private static void inDatabase(PostgresAccess access, String sql) {
        try (var connection = DriverManager.getConnection(access.url(), access.user(), access.password());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String ask(String sql) {
        try (var connection = Server.RUNNING.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
