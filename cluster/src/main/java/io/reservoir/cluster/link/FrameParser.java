package io.reservoir.cluster.link;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Cuts what comes over a connection into frames. Belongs to one thread. */
final class FrameParser {
    private final FrameCodec codec;
    private final int mostBytes;
    private byte[] held = new byte[1 << 14];
    private int from;
    private int to;

    /** @param mostBytes the largest frame, without the four bytes that say how long it is */
    FrameParser(FrameCodec codec, int mostBytes) {
        this.codec = codec;
        this.mostBytes = mostBytes;
    }

    void add(Buffer chunk) {
        if (held.length - to < chunk.length()) {
            var kept = to - from;
            var array = held.length < kept + chunk.length() ? new byte[2 * (kept + chunk.length())] : held;
            System.arraycopy(held, from, array, 0, kept);
            held = array;
            from = 0;
            to = kept;
        }
        chunk.getBytes(0, chunk.length(), held, to);
        to += chunk.length();
    }

    /** The next frame, null until more has come. */
    @Nullable
    Frame next() throws FrameUnreadable {
        if (to - from < Integer.BYTES) {
            return null;
        }
        var length = Bytes.intAt(held, from);
        if (length < FrameCodec.LEAST_BYTES || length > mostBytes) {
            throw new FrameUnreadable("a frame is of " + Integer.toUnsignedString(length) + " bytes: "
                    + FrameCodec.LEAST_BYTES + " to " + mostBytes + " are taken");
        }
        var begin = from + Integer.BYTES;
        if (to - begin < length) {
            return null;
        }
        from = begin + length;
        return codec.decode(held, begin, from);
    }
}
