package io.reservoir.dsl.ovf;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Lets the reader of an archive read no more of a header than a limit: long names and extended headers are held in
 * memory. It remembers faults of the input, which are none of the archive.
 */
final class GuardedInput extends FilterInputStream {
    private final byte[] single = new byte[1];
    private long allowed;
    private long total;
    private @Nullable IOException fault;

    GuardedInput(InputStream input) {
        super(input);
    }

    /** From now on so many bytes may be read. */
    void allow(long bytes) {
        allowed = bytes;
    }

    /** How many bytes have been read. */
    long total() {
        return total;
    }

    /** What happened to the input itself, null if nothing did. */
    @Nullable
    IOException fault() {
        return fault;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (allowed <= 0) {
            throw new TooMuchException();
        }
        try {
            var count = super.read(buffer, offset, (int) Math.min(length, allowed));
            allowed -= Math.max(count, 0);
            total += Math.max(count, 0);
            return count;
        } catch (IOException failure) {
            fault = failure;
            throw failure;
        }
    }

    /** Skipping is reading here, so that it counts. */
    @Override
    public long skip(long bytes) throws IOException {
        var buffer = new byte[Math.clamp(bytes, 0, 8_192)];
        return bytes <= 0 ? 0 : Math.max(0, read(buffer, 0, buffer.length));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** A header goes on beyond the limit. */
    static final class TooMuchException extends IOException {}
}
