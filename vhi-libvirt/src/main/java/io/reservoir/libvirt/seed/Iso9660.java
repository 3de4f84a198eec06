package io.reservoir.libvirt.seed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes a disc: ECMA-119 with its names in capitals, and Joliet with the names as they are. All files stand in the
 * root. The same files make the same bytes.
 */
public final class Iso9660 {
    private static final int SECTOR = 2_048;
    private static final int PRIMARY = 16;
    private static final int JOLIET = 17;
    private static final int TERMINATOR = 18;
    private static final int PATHS = 19;
    private static final int JOLIET_PATHS = 21;
    private static final int ROOT = 23;
    private static final int JOLIET_ROOT = 24;
    private static final int FILES = 25;
    private static final int FIXED_RECORD = 33;
    private static final int MOST_IN_ROOT = 16;
    private static final int DIRECTORY_FLAG = 2;
    /** The first second of 1970: when it was written tells nobody anything. */
    private static final byte[] TIME = {70, 1, 1, 0, 0, 0, 0};

    private static final String LONG_TIME = "1970010100000000";

    private final String label;
    private final List<Entry> entries;
    private final ByteBuffer disc;

    private record Entry(String name, ByteBuffer content, int sector) {}

    private Iso9660(String label, List<Entry> entries, int sectors) {
        this.label = label;
        this.entries = entries;
        this.disc = ByteBuffer.allocate(sectors * SECTOR);
    }

    /**
     * A disc of that label with those files, at most 16 of them, by name.
     *
     * @param label 1 to 11 letters
     */
    public static byte[] write(String label, Map<String, byte[]> files) {
        if (!label.matches("[A-Za-z]{1,11}") || files.size() > MOST_IN_ROOT) {
            throw new IllegalArgumentException("no disc of that label and so many files");
        }
        SortedMap<String, byte[]> sorted = new TreeMap<>(files);
        var entries = new ArrayList<Entry>();
        var sector = FILES;
        for (var file : sorted.entrySet()) {
            if (!file.getKey().matches("[a-z0-9.-]{1,30}")) {
                throw new IllegalArgumentException("not a name of a file on a disc: `" + file.getKey() + "`");
            }
            entries.add(new Entry(file.getKey(), ByteBuffer.wrap(file.getValue()), sector));
            sector += sectors(file.getValue().length);
        }
        return new Iso9660(label, entries, sector).write();
    }

    private static int sectors(int bytes) {
        return (bytes + SECTOR - 1) / SECTOR;
    }

    private byte[] write() {
        descriptor(PRIMARY, 1, StandardCharsets.US_ASCII, ROOT, PATHS);
        descriptor(JOLIET, 2, StandardCharsets.UTF_16BE, JOLIET_ROOT, JOLIET_PATHS);
        disc.position(TERMINATOR * SECTOR).put((byte) 255).put(ascii("CD001")).put((byte) 1);
        paths(PATHS, ROOT);
        paths(JOLIET_PATHS, JOLIET_ROOT);
        root(ROOT, StandardCharsets.US_ASCII);
        root(JOLIET_ROOT, StandardCharsets.UTF_16BE);
        for (var entry : entries) {
            disc.position(entry.sector() * SECTOR).put(entry.content().duplicate());
        }
        return disc.array();
    }

    private void descriptor(int sector, int type, Charset charset, int root, int paths) {
        var at = sector * SECTOR;
        disc.position(at).put((byte) type).put(ascii("CD001")).put((byte) 1);
        text(at + 8, 32, "", charset);
        text(at + 40, 32, label, charset);
        both(at + 80, disc.capacity() / SECTOR);
        if (type == 2) {
            disc.position(at + 88).put(ascii("%/E"));
        }
        bothShort(at + 120, 1);
        bothShort(at + 124, 1);
        bothShort(at + 128, SECTOR);
        both(at + 132, 10);
        disc.order(ByteOrder.LITTLE_ENDIAN).putInt(at + 140, paths);
        disc.order(ByteOrder.BIG_ENDIAN).putInt(at + 148, paths + 1);
        disc.position(at + 156).put(record(root, SECTOR, DIRECTORY_FLAG, new byte[1]));
        for (var field = at + 190; field < at + 702; field += 128) {
            text(field, 128, "", charset);
        }
        for (var field = at + 702; field < at + 813; field += 37) {
            text(field, 37, "", charset);
        }
        for (var field = at + 813; field < at + 881; field += 17) {
            disc.position(field).put(ascii(field < at + 847 ? LONG_TIME : "0".repeat(16)));
        }
        disc.put(at + 881, (byte) 1);
    }

    /** The one path that there is, once for little-endian machines and once for others. */
    private void paths(int sector, int root) {
        disc.order(ByteOrder.LITTLE_ENDIAN);
        disc.put(sector * SECTOR, (byte) 1).putInt(sector * SECTOR + 2, root).putShort(sector * SECTOR + 6, (short) 1);
        disc.order(ByteOrder.BIG_ENDIAN);
        var next = (sector + 1) * SECTOR;
        disc.put(next, (byte) 1).putInt(next + 2, root).putShort(next + 6, (short) 1);
    }

    private void root(int sector, Charset charset) {
        disc.position(sector * SECTOR)
                .put(record(sector, SECTOR, DIRECTORY_FLAG, new byte[] {0}))
                .put(record(sector, SECTOR, DIRECTORY_FLAG, new byte[] {1}));
        for (var entry : entries) {
            var name = charset.equals(StandardCharsets.US_ASCII) ? shortName(entry.name()) : entry.name();
            disc.put(record(entry.sector(), entry.content().remaining(), 0, (name + ";1").getBytes(charset)));
        }
    }

    /** The letters of ECMA-119, which has no dash, and one dot in every name. */
    private static String shortName(String name) {
        var letters = name.toUpperCase(Locale.ROOT).replace('-', '_');
        return letters.contains(".") ? letters : letters + ".";
    }

    private static byte[] record(int sector, int bytes, int flags, byte[] name) {
        var length = FIXED_RECORD + name.length + (name.length + 1) % 2;
        var record = ByteBuffer.allocate(length).put(0, (byte) length);
        record.order(ByteOrder.LITTLE_ENDIAN)
                .putInt(2, sector)
                .putInt(10, bytes)
                .putShort(28, (short) 1);
        record.order(ByteOrder.BIG_ENDIAN).putInt(6, sector).putInt(14, bytes).putShort(30, (short) 1);
        return record.put(18, TIME)
                .put(25, (byte) flags)
                .put(32, (byte) name.length)
                .put(FIXED_RECORD, name)
                .array();
    }

    private void text(int at, int length, String text, Charset charset) {
        var bytes = (text + " ".repeat(length)).getBytes(charset);
        disc.position(at).put(bytes, 0, length);
    }

    private void both(int at, int number) {
        disc.order(ByteOrder.LITTLE_ENDIAN).putInt(at, number);
        disc.order(ByteOrder.BIG_ENDIAN).putInt(at + 4, number);
    }

    private void bothShort(int at, int number) {
        disc.order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) number);
        disc.order(ByteOrder.BIG_ENDIAN).putShort(at + 2, (short) number);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
