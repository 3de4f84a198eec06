package io.reservoir.cluster.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.reservoir.cluster.store.BackupLine.End;
import io.reservoir.cluster.store.BackupLine.Head;
import io.reservoir.cluster.store.BackupLine.Held;
import io.reservoir.cluster.store.BackupLine.Row;
import io.reservoir.cluster.store.BackupLine.Sealed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/**
 * A whole ledger in one file that any database can be filled from: gzip, and in it a line of JSON for each row. Nodes
 * are not in it, for they enter themselves, and snapshots are not, for they are made anew.
 */
public final class Backup {
    private static final int FETCH = 500;

    private static final String SHARDS = "select number, owner, epoch from shard order by number";

    private static final String ENTRIES =
            "select e.service, e.seq, e.epoch, e.recorded_at, e.kind, e.version, e.payload,"
                    + " e.hash, p.hash from entry e left join pruned p on p.service = e.service and p.seq = e.seq"
                    + " order by e.service, e.seq";

    private final ObjectWriter json;
    private final OutputStream out;
    private final MessageDigest digest = Chain.sha256();
    private int services;
    private long entries;

    private Backup(ObjectMapper mapper, OutputStream out) {
        json = mapper.writerFor(BackupLine.class);
        this.out = out;
    }

    /** What is in a backup. */
    public record Contents(Instant takenAt, int services, long entries) {}

    /**
     * Writes all that the ledger has at one moment. The file must not be there; it is there once it is whole.
     *
     * @param takenAt noted in it
     */
    static Contents write(Database database, Path file, Instant takenAt) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file.toString());
        }
        var unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            var contents = writeTo(database, unfinished, takenAt);
            Files.move(unfinished, file);
            force(file.toAbsolutePath().resolveSibling("."));
            return contents;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static Contents writeTo(Database database, Path file, Instant takenAt) throws IOException {
        try (var out = new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            var backup = new Backup(BackupLine.mapper(), out);
            backup.line(new Head(BackupLine.VERSION, takenAt.toString()));
            database.atOneMoment(connection -> {
                backup.shards(connection);
                backup.rows(connection);
                return true;
            });
            backup.line(new End(backup.services, backup.entries, HexFormat.of().formatHex(backup.digest.digest())));
            out.finish();
            force(file);
            return new Contents(takenAt, backup.services, backup.entries);
        }
    }

    private static void force(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private void shards(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement(SHARDS);
                var rows = query.executeQuery()) {
            while (rows.next()) {
                line(new Held(rows.getInt(1), rows.getString(2), rows.getLong(3)));
            }
        }
    }

    private void rows(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement(ENTRIES)) {
            query.setFetchSize(FETCH);
            try (var rows = query.executeQuery()) {
                var service = "";
                while (rows.next()) {
                    var row = new Row(
                            rows.getString(1),
                            rows.getLong(2),
                            rows.getLong(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getInt(6),
                            rows.getString(7),
                            rows.getString(8));
                    var seal = rows.getString(9);
                    if (seal != null) {
                        line(new Sealed(row.service(), row.seq(), seal));
                    }
                    line(row);
                    entries++;
                    services += row.service().equals(service) ? 0 : 1;
                    service = row.service();
                }
            }
        }
    }

    private void line(BackupLine line) {
        try {
            var bytes = json.writeValueAsBytes(line);
            digest.update(bytes);
            out.write(bytes);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
