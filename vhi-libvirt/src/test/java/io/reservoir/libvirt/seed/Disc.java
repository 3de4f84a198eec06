package io.reservoir.libvirt.seed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the Joliet half of a disc as a kernel does, from its volume descriptor on. */
public final class Disc {
    private static final int SECTOR = 2_048;

    private Disc() {}

    /** The files of the root, by name. */
    public static Map<String, byte[]> read(byte[] disc) {
        var buffer = ByteBuffer.wrap(disc).order(ByteOrder.LITTLE_ENDIAN);
        var at = 16 * SECTOR;
        while (disc[at] != 2) {
            at += SECTOR;
        }
        var root = buffer.getInt(at + 156 + 2) * SECTOR;
        var length = buffer.getInt(at + 156 + 10);
        var files = new LinkedHashMap<String, byte[]>();
        for (var record = root; record < root + length && disc[record] != 0; record += disc[record]) {
            var name = Arrays.copyOfRange(disc, record + 33, record + 33 + disc[record + 32]);
            if (name.length > 1) {
                var from = buffer.getInt(record + 2) * SECTOR;
                files.put(
                        new String(name, StandardCharsets.UTF_16BE).replace(";1", ""),
                        Arrays.copyOfRange(disc, from, from + buffer.getInt(record + 10)));
            }
        }
        return files;
    }
}
