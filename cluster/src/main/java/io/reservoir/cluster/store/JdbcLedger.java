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
import java.io.IOException;
import java.nio.file.Path;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger in a database, in SQL that SQLite and PostgreSQL share, and what a cluster keeps beside it. What cannot be
 * opened or used is {@link StoreUnavailable}, an entry that cannot be made out {@link EntryUnreadable}. Any thread may
 * use it; what was opened for reading writes nothing, and to ask it to is a bug.
 */
public abstract sealed class JdbcLedger implements Ledger permits SqliteLedger, PostgresLedger {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcLedger.class);

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

    /** All that an append depends on: the tenure, and the last entry with its checksum. */
    private static final String BEFORE =
            "select s.owner, s.epoch, v.last_seq, e.hash from shard s left join service v on v.name = ?"
                    + " left join entry e on e.service = v.name and e.seq = v.last_seq where s.number = ?";

    static final String APPEND = "insert into entry (service, seq, epoch, recorded_at, kind, version, payload, hash)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String READ = "select seq, epoch, recorded_at, kind, version, payload, hash,"
            + " (select hash from entry where service = ? and seq = ?) from entry where service = ? and seq > ?"
            + " order by seq limit ?";

    private static final String REPLACED =
            "select epoch, recorded_at, kind, hash from entry where service = ? and seq = ?";

    private static final String DELETE = "delete from entry where service = ? and seq < ?";

    private static final String REPLACE =
            "update entry set kind = ?, version = ?, payload = ? where service = ? and seq = ?";

    private static final String SEALED = "select hash from pruned where service = ? and seq = ?";

    static final String SEAL = "insert into pruned (service, seq, hash) values (?, ?, ?)"
            + " on conflict (service) do update set seq = excluded.seq, hash = excluded.hash";

    private static final String SNAPSHOT = "select s.seq, s.state from snapshot s join entry e"
            + " on e.service = s.service and e.seq = s.seq and e.hash = s.hash where s.service = ?";

    /** One that is later, and stands, stays. */
    private static final String KEEP = "insert into snapshot (service, seq, hash, state)"
            + " select service, seq, hash, ? from entry where service = ? and seq = ?"
            + " on conflict (service) do update set seq = excluded.seq, hash = excluded.hash, state = excluded.state"
            + " where snapshot.seq < excluded.seq or not exists (select 1 from entry e where"
            + " e.service = snapshot.service and e.seq = snapshot.seq and e.hash = snapshot.hash)";

    private static final String SERVICES = "select name from service";

    /** The one that {@link #FIRST_TAKE} writes. */
    private static final Epoch FIRST_EPOCH = new Epoch(1);

    /** Always nine decimals, so that times sort as text. */
    private static final DateTimeFormatter NANOS =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

    private static final int PAGE = 1_000;

    private final Database database;
    private final NodeRegister nodes;
    private final EntryCodec codec = new EntryCodec();

    /** Takes the database over. */
    JdbcLedger(Database database) {
        this.database = database;
        nodes = new JdbcNodeRegister(database);
    }

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

    /** The nodes that work on this ledger. */
    public final NodeRegister nodes() {
        return nodes;
    }

    @Override
    public final @Nullable Tenure tenure(Shard shard) {
        return database.reading(connection -> tenure(connection, shard));
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
            var before = before(connection, service);
            if (before == null || !before.tenure().equals(mine)) {
                return new Appended.Fenced(before == null ? null : before.tenure());
            }
            var lastSeq = expectedSeq + encoded.size();
            if (before.lastSeq() != expectedSeq || !advance(connection, service, expectedSeq, lastSeq)) {
                return new Appended.Conflict(lastSeq(connection, service));
            }
            insert(connection, service, mine.epoch(), before, at, encoded);
            return new Appended.At(lastSeq);
        });
    }

    /** What an append finds. */
    private record Before(Tenure tenure, long lastSeq, String hash) {}

    /** Null where nobody ever took the shard. */
    private @Nullable Before before(Connection connection, ServiceId service) throws SQLException {
        try (var query = connection.prepareStatement(BEFORE + database.dialect().lockTenure())) {
            query.setString(1, service.name());
            query.setInt(2, Shard.of(service).number());
            try (var row = query.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                var tenure = new Tenure(row.getString(1), new Epoch(row.getLong(2)));
                var lastSeq = row.getLong(3);
                var hash = lastSeq == 0 ? Chain.BEGINNING : row.getString(4);
                if (hash == null) {
                    throw new EntryUnreadable(service, lastSeq, "it is not there", null);
                }
                return new Before(tenure, lastSeq, hash);
            }
        }
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
            Connection connection, ServiceId service, Epoch epoch, Before before, Instant at, List<Encoded> entries)
            throws SQLException {
        try (var insert = connection.prepareStatement(APPEND)) {
            var seq = before.lastSeq();
            var hash = before.hash();
            var recordedAt = NANOS.format(at);
            for (var entry : entries) {
                hash = Chain.next(hash, service, ++seq, epoch.number(), recordedAt, entry);
                insert.setString(1, service.name());
                insert.setLong(2, seq);
                insert.setLong(3, epoch.number());
                insert.setString(4, recordedAt);
                insert.setString(5, entry.kind());
                insert.setInt(6, entry.version());
                insert.setString(7, entry.payload());
                insert.setString(8, hash);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** An entry that is missing, was changed or cannot be made out ends in an {@link EntryUnreadable}. */
    @Override
    public final List<Recorded> read(ServiceId service, long afterSeq, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("a limit is not negative: " + limit);
        }
        return database.reading(connection -> page(connection, service, Math.max(afterSeq, 0), limit))
                .entries();
    }

    /** Entries, and the checksum of the last one. */
    private record Page(List<Recorded> entries, String hash) {}

    private Page page(Connection connection, ServiceId service, long afterSeq, int limit) throws SQLException {
        try (var query = connection.prepareStatement(READ)) {
            query.setString(1, service.name());
            query.setLong(2, afterSeq);
            query.setString(3, service.name());
            query.setLong(4, afterSeq);
            query.setInt(5, limit);
            try (var rows = query.executeQuery()) {
                var entries = new ArrayList<Recorded>();
                var hash = Chain.BEGINNING;
                var seq = afterSeq;
                while (rows.next()) {
                    if (entries.isEmpty() && standsForMore(rows)) {
                        seq = rows.getLong(1);
                        entries.add(pruned(connection, service, rows));
                    } else {
                        if (seq == afterSeq && seq > 0) {
                            hash = present(service, seq, rows.getString(8));
                        }
                        entries.add(recorded(service, ++seq, rows, hash));
                    }
                    hash = rows.getString(7);
                }
                return new Page(entries, hash);
            }
        }
    }

    private static boolean standsForMore(ResultSet row) throws SQLException {
        return EntryKind.PRUNED.word().equals(row.getString(4)) && row.getLong(1) > 1 && row.getString(8) == null;
    }

    /** What stands for entries that were deleted: it has the checksum of the last of them, and one of its own. */
    private Recorded pruned(Connection connection, ServiceId service, ResultSet row) throws SQLException {
        var seq = row.getLong(1);
        try (var query = connection.prepareStatement(SEALED)) {
            query.setString(1, service.name());
            query.setLong(2, seq);
            try (var sealed = query.executeQuery()) {
                if (!sealed.next() || !sealed.getString(1).equals(hash(service, seq, row, row.getString(7)))) {
                    throw changed(service, seq);
                }
            }
        }
        return decoded(service, seq, row);
    }

    private static String present(ServiceId service, long seq, @Nullable String hash) {
        if (hash == null) {
            throw new EntryUnreadable(service, seq, "it is not there, and later ones are", null);
        }
        return hash;
    }

    private Recorded recorded(ServiceId service, long seq, ResultSet row, String before) throws SQLException {
        if (row.getLong(1) != seq) {
            throw new EntryUnreadable(service, seq, "it is not there, and later ones are", null);
        }
        if (!hash(service, seq, row, before).equals(row.getString(7))) {
            throw changed(service, seq);
        }
        return decoded(service, seq, row);
    }

    private static EntryUnreadable changed(ServiceId service, long seq) {
        return new EntryUnreadable(service, seq, "its checksum is wrong: it was changed after it was written", null);
    }

    private static String hash(ServiceId service, long seq, ResultSet row, String before) throws SQLException {
        return Chain.next(before, service, seq, row.getLong(2), row.getString(3), encoded(row));
    }

    private static Encoded encoded(ResultSet row) throws SQLException {
        return new Encoded(row.getString(4), row.getInt(5), row.getString(6));
    }

    private Recorded decoded(ServiceId service, long seq, ResultSet row) throws SQLException {
        var at = row.getString(3);
        try {
            return new Recorded(service, seq, new Epoch(row.getLong(2)), Instant.parse(at), codec.decode(encoded(row)));
        } catch (Undecodable e) {
            throw new EntryUnreadable(service, seq, String.valueOf(e.getMessage()), e);
        } catch (DateTimeException e) {
            throw new EntryUnreadable(service, seq, "`" + at + "` is not a time", e);
        }
    }

    /** Walks along the checksums of a service from its first entry to its last one. */
    public final Audit audit(ServiceId service) {
        try {
            var hash = Chain.BEGINNING;
            var seq = 0L;
            for (var page = page(service, seq); !page.entries().isEmpty(); page = page(service, seq)) {
                seq = page.entries().getLast().seq();
                hash = page.hash();
            }
            // Asked last, and looked for once more: what is appended meanwhile is not missing.
            var counted = database.reading(connection -> lastSeq(connection, service));
            return counted > seq && page(service, seq).entries().isEmpty()
                    ? new Audit.Broken(service, seq + 1, "it is not there, and " + counted + " were written")
                    : new Audit.Whole(service, seq, hash);
        } catch (EntryUnreadable e) {
            return new Audit.Broken(service, e.seq(), e.why());
        }
    }

    private Page page(ServiceId service, long afterSeq) {
        return database.reading(connection -> page(connection, service, afterSeq, PAGE));
    }

    /**
     * Deletes a service's entries before {@code seq} and puts {@code left} in the place of that one, in one transaction.
     * Nodes may go on writing meanwhile. False where that has been done, or the service has no such entry.
     */
    public final boolean prune(ServiceId service, long seq, Entry.Pruned left) {
        var encoded = codec.encode(left);
        return database.writing(connection -> {
            try (var query = connection.prepareStatement(REPLACED)) {
                query.setString(1, service.name());
                query.setLong(2, seq);
                try (var row = query.executeQuery()) {
                    if (!row.next() || EntryKind.PRUNED.word().equals(row.getString(3))) {
                        return false;
                    }
                    var seal = Chain.next(row.getString(4), service, seq, row.getLong(1), row.getString(2), encoded);
                    Database.change(connection, SEAL, service.name(), seq, seal);
                }
            }
            Database.change(connection, DELETE, service.name(), seq);
            return Database.change(
                    connection, REPLACE, encoded.kind(), encoded.version(), encoded.payload(), service.name(), seq);
        });
    }

    /**
     * Writes all that is here at one moment into a file that is not there yet.
     *
     * @param now noted in the file
     */
    public final Backup.Contents backUp(Path file, Instant now) throws IOException {
        return Backup.write(database, file, now);
    }

    /** Fills this ledger, which must be empty, from a backup; all of it or nothing. */
    public final Backup.Contents restore(Path file) throws IOException, BackupRefused {
        return Restoring.from(file, database);
    }

    @Override
    public final @Nullable Snapshot snapshot(ServiceId service) {
        return database.reading(connection -> {
            try (var query = connection.prepareStatement(SNAPSHOT)) {
                query.setString(1, service.name());
                try (var row = query.executeQuery()) {
                    return row.next() ? new Snapshot(row.getLong(1), row.getString(2)) : null;
                }
            }
        });
    }

    /** A fault of the database is logged and no more: nothing is lost but time. */
    @Override
    public final void keep(ServiceId service, Snapshot snapshot) {
        try {
            store(service, snapshot);
        } catch (StoreUnavailable e) {
            LOG.warn("no snapshot of {}: {}", service, e.getMessage());
        }
    }

    private void store(ServiceId service, Snapshot snapshot) {
        database.writing(
                connection -> Database.change(connection, KEEP, snapshot.state(), service.name(), snapshot.seq()));
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

    private static @Nullable Tenure tenure(Connection connection, Shard shard) throws SQLException {
        try (var query = connection.prepareStatement(TENURE)) {
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
