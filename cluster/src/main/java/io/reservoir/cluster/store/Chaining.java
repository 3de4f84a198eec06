package io.reservoir.cluster.store;

import io.reservoir.cluster.store.EntryCodec.Encoded;
import io.reservoir.model.service.ServiceId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** Gives the entries of a release before checksums their own, for SQL has no SHA-256 that both databases know. */
final class Chaining implements JavaMigration {
    private static final int PAGE = 1_000;

    private static final String ENTRIES = "select seq, epoch, recorded_at, kind, version, payload from entry"
            + " where service = ? and seq > ? order by seq limit " + PAGE;

    private static final String SET = "update entry set hash = ? where service = ? and seq = ?";

    /** An entry and its checksum. */
    private record Link(long seq, String hash) {}

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("5");
    }

    @Override
    public String getDescription() {
        return "chain the entries that are there";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        chain(context.getConnection());
    }

    /** Chains all that is there anew. */
    static void chain(Connection connection) throws SQLException {
        for (var service : services(connection)) {
            var last = new Link(0, Chain.BEGINNING);
            for (var page = page(connection, service, last); !page.isEmpty(); page = page(connection, service, last)) {
                set(connection, service, page);
                last = page.getLast();
            }
        }
    }

    private static List<ServiceId> services(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("select name from service");
                var rows = query.executeQuery()) {
            var services = new ArrayList<ServiceId>();
            while (rows.next()) {
                services.add(new ServiceId(rows.getString(1)));
            }
            return services;
        }
    }

    private static List<Link> page(Connection connection, ServiceId service, Link after) throws SQLException {
        try (var query = connection.prepareStatement(ENTRIES)) {
            query.setString(1, service.name());
            query.setLong(2, after.seq());
            try (var rows = query.executeQuery()) {
                var page = new ArrayList<Link>();
                var hash = after.hash();
                while (rows.next()) {
                    var entry = new Encoded(rows.getString(4), rows.getInt(5), rows.getString(6));
                    hash = Chain.next(hash, service, rows.getLong(1), rows.getLong(2), rows.getString(3), entry);
                    page.add(new Link(rows.getLong(1), hash));
                }
                return page;
            }
        }
    }

    private static void set(Connection connection, ServiceId service, List<Link> links) throws SQLException {
        try (var update = connection.prepareStatement(SET)) {
            for (var link : links) {
                update.setString(1, link.hash());
                update.setString(2, service.name());
                update.setLong(3, link.seq());
                update.addBatch();
            }
            update.executeBatch();
        }
    }
}
