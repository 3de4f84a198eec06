package io.reservoir.libvirt.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of an image, read where a header says and never outside of the file. */
final class ImageBytes {
    private static final String CUT = "the file is cut off or its header was forged; copy it again";

    private final SeekableByteChannel channel;
    private final long size;

    ImageBytes(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.size = channel.size();
    }

    long size() {
        return size;
    }

    /** True if that many bytes stand there, as unsigned 64-bit numbers. */
    boolean holds(long offset, long length) {
        return offset >= 0 && length >= 0 && offset <= size && length <= size - offset;
    }

    /** Those bytes, big-endian; {@code what} says in the refusal what was looked for. */
    ByteBuffer read(long offset, int length, String what) throws IOException, UnfitImage {
        if (!holds(offset, length)) {
            throw new UnfitImage(what + " is not within the file", CUT);
        }
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.BIG_ENDIAN);
        channel.position(offset);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new UnfitImage(what + " is not within the file", CUT);
            }
        }
        return buffer.flip();
    }

    /** What is there of those bytes, none where the file ends before. */
    byte[] glance(long offset, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length);
        if (offset < 0 || offset >= size) {
            return new byte[0];
        }
        channel.position(offset);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // until it is full or the file ends
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** True if that text, in ISO 8859-1, stands there. */
    boolean shows(String text, long offset) throws IOException {
        var wanted = text.getBytes(StandardCharsets.ISO_8859_1);
        return Arrays.equals(glance(offset, wanted.length), wanted);
    }
}
