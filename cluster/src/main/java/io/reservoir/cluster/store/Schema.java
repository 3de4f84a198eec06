package io.reservoir.cluster.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables of the ledger and their version, which is that of the last migration in {@code db/migration}. */
final class Schema {
    static final int VERSION = 7;

    private static final int NONE = 0;
    private static final String HISTORY = "flyway_schema_history";

    private Schema() {}

    /** Creates the tables, or brings them up to this release. One query where nothing is to be done: Flyway is slow. */
    static void bringUp(String name, DataSource database) {
        var version = version(name, database);
        refuseNewer(name, version);
        if (version < VERSION) {
            try {
                Flyway.configure(Schema.class.getClassLoader())
                        .dataSource(database)
                        .locations("classpath:db/migration")
                        .javaMigrations(new Chaining())
                        .loggers("slf4j")
                        .load()
                        .migrate();
            } catch (FlywayException e) {
                throw new StoreUnavailable(name + " cannot be brought up to this release: " + Faults.inWords(e), e);
            }
        }
    }

    /** For those who only read and may not migrate. */
    static void require(String name, DataSource database) {
        var version = version(name, database);
        refuseNewer(name, version);
        if (version < VERSION) {
            throw new StoreUnavailable(name + " is of schema " + version + ", and this release reads " + VERSION
                    + ": start its node once, which brings it up");
        }
    }

    private static void refuseNewer(String name, int version) {
        if (version > VERSION) {
            throw new StoreUnavailable(name + " was written by a newer release (schema " + version + ", this one knows "
                    + VERSION + "): start that release");
        }
    }

    private static int version(String name, DataSource database) {
        try (var connection = database.getConnection()) {
            var tables = tables(connection);
            if (tables.contains(HISTORY)) {
                return lastApplied(connection);
            }
            if (!tables.isEmpty()) {
                throw new StoreUnavailable(name + " is a database of something else: name another one");
            }
            return NONE;
        } catch (SQLException e) {
            throw new StoreUnavailable(name + " cannot be opened: " + Faults.inWords(e), e);
        }
    }

    /** All at one moment: another node may be making them, its history first. */
    private static Set<String> tables(Connection connection) throws SQLException {
        try (var rows = connection.getMetaData().getTables(null, connection.getSchema(), "%", new String[] {"TABLE"})) {
            var names = new HashSet<String>();
            while (rows.next()) {
                names.add(rows.getString("TABLE_NAME"));
            }
            return names;
        }
    }

    private static int lastApplied(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select version from " + HISTORY + " where success")) {
            var last = NONE;
            while (rows.next()) {
                last = Math.max(last, Integer.parseInt(rows.getString(1)));
            }
            return last;
        }
    }
}
