package io.reservoir.cluster.link;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a part of an array. What is not there or too large is {@link FrameUnreadable}. Belongs to one thread. */
final class ByteReader {
    private byte[] bytes = new byte[0];
    private int position;
    private int end;

    void on(byte[] array, int from, int to) {
        bytes = array;
        position = from;
        end = to;
    }

    byte[] array() {
        return bytes;
    }

    int left() {
        return end - position;
    }

    private int take(int count) throws FrameUnreadable {
        if (count < 0 || count > end - position) {
            throw new FrameUnreadable("a frame ends before what it says is in it");
        }
        var at = position;
        position += count;
        return at;
    }

    int getByte() throws FrameUnreadable {
        return bytes[take(1)] & 0xff;
    }

    int getInt() throws FrameUnreadable {
        return (int) Bytes.INT.get(bytes, take(Integer.BYTES));
    }

    long getLong() throws FrameUnreadable {
        return (long) Bytes.LONG.get(bytes, take(Long.BYTES));
    }

    double getDouble() throws FrameUnreadable {
        return Double.longBitsToDouble(getLong());
    }

    long getVarint() throws FrameUnreadable {
        var value = 0L;
        for (var shift = 0; shift < Long.SIZE; shift += 7) {
            var next = bytes[take(1)];
            value |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new FrameUnreadable("a number in a frame has no end");
    }

    long getSigned() throws FrameUnreadable {
        var value = getVarint();
        return (value >>> 1) ^ -(value & 1);
    }

    /** A number from 0 to that. */
    int getCount(int most) throws FrameUnreadable {
        var value = getVarint();
        if (value < 0 || value > most) {
            throw new FrameUnreadable(
                    "a number in a frame is " + Long.toUnsignedString(value) + ", and at most " + most);
        }
        return (int) value;
    }

    /** Moves over so many bytes, and says where they begin. */
    int skip(int count) throws FrameUnreadable {
        return take(count);
    }

    byte[] getBytes(int most) throws FrameUnreadable {
        var count = getCount(most);
        var at = take(count);
        return Arrays.copyOfRange(bytes, at, at + count);
    }

    String getText(int mostBytes) throws FrameUnreadable {
        var count = getCount(mostBytes);
        var at = take(count);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, count))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new FrameUnreadable("a text in a frame is not UTF-8");
        }
    }

    void requireEnd() throws FrameUnreadable {
        if (position != end) {
            throw new FrameUnreadable("a frame goes on behind its end");
        }
    }
}
