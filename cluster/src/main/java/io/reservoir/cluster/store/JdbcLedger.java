package io.reservoir.cluster.store;

import com.zaxxer.hikari.HikariDataSource;
import io.reservoir.cluster.store.EntryCodec.Encoded;
import io.reservoir.cluster.store.EntryCodec.Undecodable;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ledger over JDBC, in SQL that SQLite and PostgreSQL share. What differs is how a transaction keeps the tenure
 * that it has checked: SQLite begins every one of {@code writer} as the only one that writes ({@code BEGIN IMMEDIATE},
 * set at the connection); PostgreSQL locks the row, by the {@code lockTenure} that ends the query.
 */
final class JdbcLedger implements Ledger {
    private static final String TENURE = "select owner, epoch from shard where number = ?";

    private static final String FIRST_TAKE =
            "insert into shard (number, owner, epoch) values (?, ?, 1) on conflict (number) do nothing";

    private static final String TAKE =
            "update shard set owner = ?, epoch = epoch + 1 where number = ? and owner = ? and epoch = ?";

    private static final String FIRST_ENTRY =
            "insert into service (name, shard, last_seq) values (?, ?, ?) on conflict (name) do nothing";

    private static final String NEXT_ENTRY = "update service set last_seq = ? where name = ? and last_seq = ?";

    private static final String LAST_SEQ = "select last_seq from service where name = ?";

    private static final String APPEND =
            "insert into entry (service, seq, epoch, recorded_at, kind, version, payload) values (?, ?, ?, ?, ?, ?, ?)";

    private static final String READ =
            "select seq, epoch, recorded_at, kind, version, payload from entry where service = ? and seq > ?"
                    + " order by seq limit ?";

    private static final String SERVICES = "select name from service";

    /** The one that {@link #FIRST_TAKE} writes. */
    private static final Epoch FIRST_EPOCH = new Epoch(1);

    /** Always nine decimals, so that times sort as text. */
    private static final DateTimeFormatter NANOS =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

    private final String name;
    private final HikariDataSource writer;
    private final HikariDataSource reader;
    private final String lockTenure;
    private final EntryCodec codec = new EntryCodec();

    /** Takes over both pools; {@code name} is what messages call this ledger. */
    JdbcLedger(String name, HikariDataSource writer, HikariDataSource reader, String lockTenure) {
        this.name = name;
        this.writer = writer;
        this.reader = reader;
        this.lockTenure = lockTenure;
    }

    @Override
    public @Nullable Tenure tenure(Shard shard) {
        return reading(connection -> tenure(connection, shard, ""));
    }

    @Override
    public @Nullable Tenure take(Shard shard, @Nullable Tenure seen, String owner) {
        return writing(connection -> {
            if (seen == null) {
                return change(connection, FIRST_TAKE, shard.number(), owner) ? new Tenure(owner, FIRST_EPOCH) : null;
            }
            var epoch = seen.epoch().number();
            return change(connection, TAKE, owner, shard.number(), seen.owner(), epoch)
                    ? new Tenure(owner, new Epoch(epoch + 1))
                    : null;
        });
    }

    @Override
    public Appended append(ServiceId service, Epoch epoch, long expectedSeq, Instant at, List<Entry> entries) {
        var encoded = entries.stream().map(codec::encode).toList();
        return writing(connection -> {
            var tenure = tenure(connection, Shard.of(service), lockTenure);
            if (tenure == null || !tenure.epoch().equals(epoch)) {
                return new Appended.Fenced(tenure);
            }
            var lastSeq = expectedSeq + encoded.size();
            if (!advance(connection, service, expectedSeq, lastSeq)) {
                return new Appended.Conflict(lastSeq(connection, service));
            }
            insert(connection, service, epoch, expectedSeq, at, encoded);
            return new Appended.At(lastSeq);
        });
    }

    private static boolean advance(Connection connection, ServiceId service, long from, long to) throws SQLException {
        if (from == to) {
            return lastSeq(connection, service) == from;
        }
        var name = service.name();
        var shard = Shard.of(service).number();
        return from == 0
                ? change(connection, FIRST_ENTRY, name, shard, to)
                : change(connection, NEXT_ENTRY, to, name, from);
    }

    private static void insert(
            Connection connection, ServiceId service, Epoch epoch, long afterSeq, Instant at, List<Encoded> entries)
            throws SQLException {
        try (var insert = connection.prepareStatement(APPEND)) {
            var seq = afterSeq;
            for (var entry : entries) {
                insert.setString(1, service.name());
                insert.setLong(2, ++seq);
                insert.setLong(3, epoch.number());
                insert.setString(4, NANOS.format(at));
                insert.setString(5, entry.kind());
                insert.setInt(6, entry.version());
                insert.setString(7, entry.payload());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** An entry that is missing or cannot be made out ends in an {@link EntryUnreadable}. */
    @Override
    public List<Recorded> read(ServiceId service, long afterSeq, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("a limit is not negative: " + limit);
        }
        return reading(connection -> {
            try (var query = connection.prepareStatement(READ)) {
                query.setString(1, service.name());
                query.setLong(2, afterSeq);
                query.setInt(3, limit);
                try (var rows = query.executeQuery()) {
                    var entries = new ArrayList<Recorded>();
                    var expectedSeq = Math.max(afterSeq, 0);
                    while (rows.next()) {
                        entries.add(recorded(service, ++expectedSeq, rows));
                    }
                    return entries;
                }
            }
        });
    }

    private Recorded recorded(ServiceId service, long expectedSeq, ResultSet row) throws SQLException {
        if (row.getLong(1) != expectedSeq) {
            throw new EntryUnreadable(service, expectedSeq, "it is not there, and later ones are", null);
        }
        try {
            var entry = codec.decode(new Encoded(row.getString(4), row.getInt(5), row.getString(6)));
            return new Recorded(
                    service, expectedSeq, new Epoch(row.getLong(2)), Instant.parse(row.getString(3)), entry);
        } catch (Undecodable e) {
            throw new EntryUnreadable(service, expectedSeq, String.valueOf(e.getMessage()), e);
        } catch (DateTimeException e) {
            throw new EntryUnreadable(service, expectedSeq, "`" + row.getString(3) + "` is not a time", e);
        }
    }

    @Override
    public List<ServiceId> services() {
        return reading(connection -> {
            try (var query = connection.prepareStatement(SERVICES);
                    var rows = query.executeQuery()) {
                var names = new ArrayList<ServiceId>();
                while (rows.next()) {
                    names.add(new ServiceId(rows.getString(1)));
                }
                // Not by the database, for each sorts text in its own way.
                names.sort(null);
                return names;
            }
        });
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }

    private static @Nullable Tenure tenure(Connection connection, Shard shard, String lock) throws SQLException {
        try (var query = connection.prepareStatement(TENURE + lock)) {
            query.setInt(1, shard.number());
            try (var row = query.executeQuery()) {
                return row.next() ? new Tenure(row.getString(1), new Epoch(row.getLong(2))) : null;
            }
        }
    }

    private static long lastSeq(Connection connection, ServiceId service) throws SQLException {
        try (var query = connection.prepareStatement(LAST_SEQ)) {
            query.setString(1, service.name());
            try (var row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static boolean change(Connection connection, String sql, Object... parameters) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate() == 1;
        }
    }

    /** Something to be done with a connection. */
    @FunctionalInterface
    private interface Work<T extends @Nullable Object> {
        T with(Connection connection) throws SQLException;
    }

    private <T extends @Nullable Object> T reading(Work<T> work) {
        try (var connection = reader.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** One transaction, durable on return; one that fails leaves nothing, and its connection is not used again. */
    private <T extends @Nullable Object> T writing(Work<T> work) {
        try (var connection = writer.getConnection()) {
            try {
                connection.setAutoCommit(false);
                var result = work.with(connection);
                // This commits. Connection.commit would have SQLite's driver begin the next transaction at once, and
                // fail for its sake though this one is durable.
                connection.setAutoCommit(true);
                return result;
            } catch (SQLException | RuntimeException e) {
                writer.evictConnection(connection);
                throw e;
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private StoreUnavailable unavailable(SQLException e) {
        return new StoreUnavailable(name + " cannot be used: " + e.getMessage(), e);
    }
}
