package io.reservoir.cluster.store;

import io.reservoir.cluster.store.Backup.Contents;
import io.reservoir.cluster.store.BackupLine.Held;
import io.reservoir.cluster.store.BackupLine.Row;
import io.reservoir.cluster.store.BackupLine.Sealed;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Fills an empty database from a backup, in one transaction. */
final class Restoring implements BackupReader.Visitor<SQLException> {
    /** Hosts have seen epochs since the backup was taken, and refuse older ones: this is beyond all of them. */
    private static final long EPOCHS_SINCE = 1_000_000;

    private static final String OWNER = "restored";
    private static final int BATCH = 500;

    private static final String ROWS =
            "select (select count(*) from shard) + (select count(*) from service) + (select count(*) from entry)";

    private static final String SHARD =
            "insert into shard (number, owner, epoch) values (?, ?, ?)" + " on conflict (number) do nothing";

    private static final String SERVICE = "insert into service (name, shard, last_seq) values (?, ?, ?)"
            + " on conflict (name) do update set last_seq = excluded.last_seq";

    private final PreparedStatement shard;
    private final PreparedStatement service;
    private final PreparedStatement entry;
    private final PreparedStatement seal;
    private String name = "";
    private long lastSeq;
    private int waiting;

    private Restoring(
            PreparedStatement shard, PreparedStatement service, PreparedStatement entry, PreparedStatement seal) {
        this.shard = shard;
        this.service = service;
        this.entry = entry;
        this.seal = seal;
    }

    /** The file is read twice: nothing of one that is damaged gets as far as the database. */
    static Contents from(Path file, Database database) throws IOException, BackupRefused {
        var contents = BackupReader.read(file, BackupReader.Nobody.AT_ALL);
        try {
            var wasEmpty = database.writing(connection -> {
                var isEmpty = isEmpty(connection);
                if (isEmpty) {
                    fill(connection, file);
                }
                return isEmpty;
            });
            if (!wasEmpty) {
                throw new BackupRefused(database.name() + " is not empty: restore to another one");
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return contents;
    }

    private static boolean isEmpty(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement(ROWS);
                var row = query.executeQuery()) {
            return row.next() && row.getLong(1) == 0;
        }
    }

    private static void fill(Connection connection, Path file) throws SQLException {
        try (var shard = connection.prepareStatement(SHARD);
                var service = connection.prepareStatement(SERVICE);
                var entry = connection.prepareStatement(JdbcLedger.APPEND);
                var seal = connection.prepareStatement(JdbcLedger.SEAL)) {
            var restoring = new Restoring(shard, service, entry, seal);
            BackupReader.read(file, restoring);
            restoring.finish();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BackupRefused e) {
            throw new UncheckedIOException(new IOException("the file was changed while it was read", e));
        }
    }

    @Override
    public void held(Held held) throws SQLException {
        shard.setInt(1, held.shard());
        shard.setString(2, OWNER);
        shard.setLong(3, held.epoch() + EPOCHS_SINCE);
        shard.executeUpdate();
    }

    @Override
    public void row(Row row) throws SQLException {
        if (!row.service().equals(name)) {
            finish();
            name = row.service();
            lastSeq = row.seq();
            count();
        }
        lastSeq = row.seq();
        entry.setString(1, row.service());
        entry.setLong(2, row.seq());
        entry.setLong(3, row.epoch());
        entry.setString(4, row.recordedAt());
        entry.setString(5, row.kind());
        entry.setInt(6, row.version());
        entry.setString(7, row.payload());
        entry.setString(8, row.hash());
        entry.addBatch();
        if (++waiting == BATCH) {
            entry.executeBatch();
            waiting = 0;
        }
    }

    @Override
    public void sealed(Sealed sealed) throws SQLException {
        seal.setString(1, sealed.service());
        seal.setLong(2, sealed.seq());
        seal.setString(3, sealed.hash());
        seal.executeUpdate();
    }

    /** Writes what is left of the service that is being filled. */
    private void finish() throws SQLException {
        if (!name.isEmpty()) {
            entry.executeBatch();
            waiting = 0;
            count();
        }
    }

    private void count() throws SQLException {
        service.setString(1, name);
        service.setInt(2, Shard.of(new ServiceId(name)).number());
        service.setLong(3, lastSeq);
        service.executeUpdate();
    }
}
