package io.reservoir.cluster.link;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow at their end, in an array that is used again and again. Belongs to one thread. */
final class ByteWriter {
    private static final int LONGEST_VARINT = 10;

    private byte[] bytes = new byte[1 << 12];
    private int length;

    void clear() {
        length = 0;
    }

    int length() {
        return length;
    }

    /** What was written, up to {@link #length}; it stands until the next write. */
    byte[] array() {
        return bytes;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    void putByte(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    void putInt(int value) {
        room(Integer.BYTES);
        Bytes.INT.set(bytes, length, value);
        length += Integer.BYTES;
    }

    void setInt(int at, int value) {
        Bytes.INT.set(bytes, at, value);
    }

    void putLong(long value) {
        room(Long.BYTES);
        Bytes.LONG.set(bytes, length, value);
        length += Long.BYTES;
    }

    void putDouble(double value) {
        putLong(Double.doubleToRawLongBits(value));
    }

    /** Seven bits a byte, the least significant first: small numbers are short. */
    void putVarint(long value) {
        room(LONGEST_VARINT);
        var rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** A number that may be negative, as a varint. */
    void putSigned(long value) {
        putVarint((value << 1) ^ (value >> 63));
    }

    void putBytes(byte[] value) {
        putVarint(value.length);
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    void putText(String text) {
        putBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A name: ASCII alone. */
    void putName(String name) {
        var size = name.length();
        putVarint(size);
        room(size);
        for (var i = 0; i < size; i++) {
            bytes[length++] = (byte) name.charAt(i);
        }
    }
}
