package io.reservoir.cluster.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.reservoir.cluster.store.Backup.Contents;
import io.reservoir.cluster.store.BackupLine.End;
import io.reservoir.cluster.store.BackupLine.Head;
import io.reservoir.cluster.store.BackupLine.Held;
import io.reservoir.cluster.store.BackupLine.Row;
import io.reservoir.cluster.store.BackupLine.Sealed;
import io.reservoir.cluster.store.EntryCodec.Undecodable;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads a backup from its first line to its last and holds it to everything that it promises. */
final class BackupReader {
    private final Path file;
    private final EntryCodec codec = new EntryCodec();
    private Instant takenAt = Instant.EPOCH;
    private final Set<Shard> shards = new HashSet<>();
    private String service = "";
    private long seq;
    private String hash = Chain.BEGINNING;
    private int services;
    private long entries;
    private @Nullable Sealed seal;

    /** What is told of each line. */
    interface Visitor<F extends Exception> {
        void held(Held held) throws F;

        void row(Row row) throws F;

        /** Told after the row that it is of. */
        void sealed(Sealed seal) throws F;
    }

    /** Looks, and keeps nothing. */
    enum Nobody implements Visitor<RuntimeException> {
        AT_ALL;

        @Override
        public void held(Held held) {}

        @Override
        public void row(Row row) {}

        @Override
        public void sealed(Sealed seal) {}
    }

    private BackupReader(Path file) {
        this.file = file;
    }

    /** Tells a visitor of each line. What is wrong with the file may be found only after it was told of many. */
    static <F extends Exception> Contents read(Path file, Visitor<F> visitor) throws IOException, BackupRefused, F {
        return new BackupReader(file).read(visitor);
    }

    private <F extends Exception> Contents read(Visitor<F> visitor) throws IOException, BackupRefused, F {
        var mapper = BackupLine.mapper();
        var writer = mapper.writerFor(BackupLine.class);
        var digest = Chain.sha256();
        try (var in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)));
                var lines = mapper.readerFor(BackupLine.class).<BackupLine>readValues(in)) {
            for (var number = 1; lines.hasNextValue(); number++) {
                var line = lines.nextValue();
                if (line == null || number == 1 != line instanceof Head) {
                    throw refused("line " + number + " is none of a backup", null);
                }
                if (line instanceof End end) {
                    end(end, HexFormat.of().formatHex(digest.digest()), lines.hasNextValue());
                    return new Contents(takenAt, services, entries);
                }
                digest.update(writer.writeValueAsBytes(line));
                tell(line, visitor);
            }
            throw refused("it ends too early", null);
        } catch (EOFException e) {
            throw refused("it ends too early", e);
        } catch (ZipException | JsonProcessingException e) {
            throw refused("it is damaged, or no backup at all", e);
        }
    }

    private <F extends Exception> void tell(BackupLine line, Visitor<F> visitor) throws BackupRefused, F {
        switch (line) {
            case Head head -> begin(head);
            case Held held -> {
                check(held);
                visitor.held(held);
            }
            case Row row -> {
                check(row);
                visitor.row(row);
                if (seal != null) {
                    visitor.sealed(seal);
                    seal = null;
                }
            }
            case Sealed sealed -> seal = sealed;
            case End end -> throw new IllegalStateException("the last line is not told");
        }
    }

    private void begin(Head head) throws BackupRefused {
        if (head.version() != BackupLine.VERSION) {
            throw refused(
                    "it is of version " + head.version() + ", and this release reads version " + BackupLine.VERSION,
                    null);
        }
        try {
            takenAt = Instant.parse(head.takenAt());
        } catch (DateTimeException e) {
            throw refused("`" + head.takenAt() + "` is not a time", e);
        }
    }

    private void check(Held held) throws BackupRefused {
        if (held.shard() < 0 || held.shard() >= Shard.COUNT || held.epoch() < 1) {
            throw refused("there is no shard " + held.shard() + " of epoch " + held.epoch(), null);
        }
        shards.add(new Shard(held.shard()));
    }

    private void check(Row row) throws BackupRefused {
        if (!ServiceId.isValid(row.service())) {
            throw refused("`" + row.service() + "` is not the name of a service", null);
        }
        if (!row.service().equals(service)) {
            service = row.service();
            seq = 0;
            hash = Chain.BEGINNING;
            services++;
        }
        var id = new ServiceId(service);
        if (!shards.contains(Shard.of(id))) {
            throw refused("nobody ever held service `" + service + "`", null);
        }
        if (seq == 0 && seal != null && seal.isOf(row)) {
            seq = row.seq();
        } else {
            var next = Chain.next(hash, id, ++seq, row.epoch(), row.recordedAt(), row.encoded());
            if (seal != null || row.seq() != seq || !row.hash().equals(next)) {
                throw refused("entry " + seq + " of service `" + service + "` is missing or was changed", null);
            }
        }
        hash = row.hash();
        try {
            codec.decode(row.encoded());
        } catch (Undecodable e) {
            throw refused("entry " + seq + " of service `" + service + "` cannot be read: " + e.getMessage(), e);
        }
        entries++;
    }

    private void end(End end, String digest, boolean isMore) throws BackupRefused {
        if (isMore
                || seal != null
                || end.services() != services
                || end.entries() != entries
                || !end.hash().equals(digest)) {
            throw refused("its checksum is wrong: something in it was changed or is missing", null);
        }
    }

    private BackupRefused refused(String why, @Nullable Exception cause) {
        return new BackupRefused(file + " cannot be restored: " + why, cause);
    }
}
