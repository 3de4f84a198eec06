package io.reservoir.cluster.store;

import io.reservoir.cluster.store.EntryCodec.Encoded;
import io.reservoir.model.service.ServiceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The checksums of a service's entries: each is a SHA-256 over the one before it and over every field of the entry, so
 * that none can be changed, left out or put elsewhere without a break. Texts are hashed with their length before them.
 */
final class Chain {
    /** What stands for the checksum before the first entry. */
    static final String BEGINNING = "0".repeat(64);

    private Chain() {}

    /** The checksum of an entry; {@code recordedAt} is its time as it is stored. */
    static String next(String before, ServiceId service, long seq, long epoch, String recordedAt, Encoded entry) {
        var digest = sha256();
        add(digest, before);
        add(digest, service.name());
        digest.update(ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                .putLong(seq)
                .putLong(epoch)
                .putInt(entry.version())
                .flip());
        add(digest, recordedAt);
        add(digest, entry.kind());
        add(digest, entry.payload());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
