package io.reservoir.cluster.store;

import io.reservoir.cluster.store.EntryCodec.Encoded;
import io.reservoir.cluster.store.EntryCodec.Undecodable;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.HandOvers;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.NodeRegister;
import io.reservoir.model.service.ServiceId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in a database, in SQL that SQLite and PostgreSQL share, and what a cluster keeps beside it. What cannot be
 * opened or used is {@link StoreUnavailable}, an entry that cannot be made out {@link EntryUnreadable}. Any thread may
 * use it; what was opened for reading writes nothing, and to ask it to is a bug.
 */
public abstract sealed class JdbcLedger implements Ledger permits SqliteLedger, PostgresLedger {
    private static final String RESERVE =
            "insert into cluster (number, name) values (1, ?) on conflict (number) do nothing";

    private static final String RESERVED = "select name from cluster";

    private static final String TENURE = "select owner, epoch from shard where number = ?";

    private static final String TENURES = "select number, owner, epoch from shard";

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

    private final Database database;
    private final NodeRegister nodes;
    private final EntryCodec codec = new EntryCodec();

    /** Takes the database over. */
    JdbcLedger(Database database) {
        this.database = database;
        nodes = new JdbcNodeRegister(database);
    }

    /** The nodes that work on this ledger. */
    /** The version of the tables that this release works with. */
    public static int schema() {
        return Schema.VERSION;
    }

    /** Makes this the database of a cluster for good; where it is another one's, {@link StoreUnavailable} says so. */
    public final void reserveFor(String cluster) {
        var owner = database.writing(connection -> {
            Database.change(connection, RESERVE, cluster);
            try (var query = connection.prepareStatement(RESERVED);
                    var row = query.executeQuery()) {
                return row.next() ? row.getString(1) : null;
            }
        });
        if (!cluster.equals(owner)) {
            throw new StoreUnavailable(database.name() + " is that of cluster `" + owner
                    + "`, and this node is to be one of `" + cluster + "`: name the same on all nodes");
        }
    }

    /** What owners leave for those after them. */
    public final HandOvers handOvers() {
        return new JdbcHandOvers(database);
    }

    /** As above. */
    public final NodeRegister nodes() {
        return nodes;
    }

    @Override
    public final @Nullable Tenure tenure(Shard shard) {
        return database.reading(connection -> tenure(connection, shard, ""));
    }

    @Override
    public final Map<Shard, Tenure> tenures() {
        return database.reading(connection -> {
            try (var query = connection.prepareStatement(TENURES);
                    var rows = query.executeQuery()) {
                var tenures = new HashMap<Shard, Tenure>();
                while (rows.next()) {
                    tenures.put(new Shard(rows.getInt(1)), new Tenure(rows.getString(2), new Epoch(rows.getLong(3))));
                }
                return tenures;
            }
        });
    }

    @Override
    public final @Nullable Tenure take(Shard shard, @Nullable Tenure seen, String owner) {
        return database.writing(connection -> {
            if (seen == null) {
                return Database.change(connection, FIRST_TAKE, shard.number(), owner)
                        ? new Tenure(owner, FIRST_EPOCH)
                        : null;
            }
            var epoch = seen.epoch().number();
            return Database.change(connection, TAKE, owner, shard.number(), seen.owner(), epoch)
                    ? new Tenure(owner, new Epoch(epoch + 1))
                    : null;
        });
    }

    @Override
    public final Appended append(ServiceId service, Tenure mine, long expectedSeq, Instant at, List<Entry> entries) {
        var encoded = entries.stream().map(codec::encode).toList();
        return database.writing(connection -> {
            var tenure =
                    tenure(connection, Shard.of(service), database.dialect().lockTenure());
            if (!mine.equals(tenure)) {
                return new Appended.Fenced(tenure);
            }
            var lastSeq = expectedSeq + encoded.size();
            if (!advance(connection, service, expectedSeq, lastSeq)) {
                return new Appended.Conflict(lastSeq(connection, service));
            }
            insert(connection, service, mine.epoch(), expectedSeq, at, encoded);
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
                ? Database.change(connection, FIRST_ENTRY, name, shard, to)
                : Database.change(connection, NEXT_ENTRY, to, name, from);
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
    public final List<Recorded> read(ServiceId service, long afterSeq, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("a limit is not negative: " + limit);
        }
        return database.reading(connection -> {
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
    public final List<ServiceId> services() {
        return database.reading(connection -> {
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
        database.close();
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
}
