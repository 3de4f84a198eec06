package io.reservoir.controller.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When the VEEs of a host were last seen, in a file: what has disappeared while there was no agent was there until
 * then. Belongs to one thread at a time.
 */
final class LastLook {
    private static final Logger LOG = LoggerFactory.getLogger(LastLook.class);

    private final Path file;
    private Instant kept;

    private LastLook(Path file, Instant kept) {
        this.file = file;
        this.kept = kept;
    }

    /** Reads it; one that cannot be read proves nothing. */
    static LastLook open(Path file) throws IOException {
        if (!Files.exists(file)) {
            return new LastLook(file, Instant.EPOCH);
        }
        try {
            return new LastLook(file, Instant.parse(Files.readString(file).strip()));
        } catch (DateTimeException e) {
            LOG.warn("{} cannot be read: VEEs that are gone count until their last evidence", file);
            return new LastLook(file, Instant.EPOCH);
        }
    }

    Instant at() {
        return kept;
    }

    /** Keeps that time if the one that is kept is that much older. */
    void keep(Instant at, Duration age) {
        if (at.isBefore(kept.plus(age))) {
            return;
        }
        var next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.writeString(next, at + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            kept = at;
        } catch (IOException e) {
            LOG.warn("{} cannot be written", file, e);
        }
    }
}
