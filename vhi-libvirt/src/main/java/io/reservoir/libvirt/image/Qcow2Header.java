package io.reservoir.libvirt.image;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Looks into a qcow2 file of version 2 or 3, after the format's specification in QEMU's {@code docs/interop/qcow2.txt}.
 * What is accepted opens no other file, has no feature that is not known here, and has its tables within itself.
 */
final class Qcow2Header {
    static final String MAGIC = "QFI\u00fb";

    private static final String FLATTEN = "write it as one file: qemu-img convert -O qcow2 IMAGE NEW";
    private static final String DECRYPT = "write it without encryption: qemu-img convert -O qcow2 IMAGE NEW";
    private static final String REPAIR = "repair it with: qemu-img check -r all IMAGE";
    private static final String AGAIN = "its header was forged or damaged; copy it again";

    private static final int V2_LENGTH = 72;
    private static final int V3_LENGTH = 104;
    private static final int WITH_COMPRESSION = 112;
    private static final int ENTRY_BYTES = 8;
    private static final int EXTENDED_ENTRY_BYTES = 16;
    private static final int MOST_EXTENSIONS = 16;
    private static final long MOST_L1_BYTES = 32L << 20;
    private static final long MOST_REFCOUNT_BYTES = 8L << 20;
    private static final long OFFSET_BITS = 0x00ff_ffff_ffff_fe00L;
    private static final long L1_RESERVED = 0x7f00_0000_0000_01ffL;
    private static final int CHUNK = 1 << 20;

    private static final int DIRTY = 1;
    private static final int CORRUPT = 1 << 1;
    private static final int EXTERNAL_DATA = 1 << 2;
    private static final int COMPRESSION_TYPE = 1 << 3;
    private static final int EXTENDED_L2 = 1 << 4;
    private static final long KNOWN = DIRTY | CORRUPT | EXTERNAL_DATA | COMPRESSION_TYPE | EXTENDED_L2;

    private static final int END = 0;
    private static final int BACKING_FORMAT = 0xe279_2aca;
    private static final int FEATURE_NAMES = 0x6803_f857;
    private static final int DATA_FILE = 0x4441_5441;
    private static final int ENCRYPTION = 0x0537_be77;

    private final ImageBytes image;
    private final ImageLimits limits;

    Qcow2Header(ImageBytes image, ImageLimits limits) {
        this.image = image;
        this.limits = limits;
    }

    Verdict.Accepted inspect() throws IOException, UnfitImage {
        var header = image.read(0, V2_LENGTH, "the header");
        var version = header.getInt(4);
        if (version != 2 && version != 3) {
            throw new UnfitImage("it is qcow of version " + Integer.toUnsignedString(version), FLATTEN);
        }
        if (header.getLong(8) != 0 || header.getInt(16) != 0) {
            throw new UnfitImage("it has a backing file", FLATTEN);
        }
        if (header.getInt(32) != 0) {
            throw new UnfitImage("it is encrypted", DECRYPT);
        }
        if (header.getInt(60) != 0) {
            throw new UnfitImage("it has snapshots inside", FLATTEN);
        }
        var clusterBits = header.getInt(20);
        if (clusterBits < 9 || clusterBits > 21) {
            throw new UnfitImage("its clusters are of 2^" + Integer.toUnsignedString(clusterBits) + " bytes", AGAIN);
        }
        var features = version == 3 ? features(clusterBits) : 0;
        extensions(version == 3 ? lengthOfV3(clusterBits) : V2_LENGTH, clusterBits);
        var virtual = header.getLong(24);
        if (virtual <= 0 || virtual > limits.virtualBytes()) {
            throw ImageInspector.tooLarge(virtual, limits);
        }
        references(header, clusterBits);
        activeTable(header, clusterBits, virtual, (features & EXTENDED_L2) != 0);
        return new Verdict.Accepted(ImageFormat.QCOW2, virtual);
    }

    private int lengthOfV3(int clusterBits) throws IOException, UnfitImage {
        var length = image.read(100, 4, "the header").getInt();
        if (length < V3_LENGTH || length > 1L << clusterBits || length % 8 != 0) {
            throw new UnfitImage("its header says to be " + Integer.toUnsignedString(length) + " bytes long", AGAIN);
        }
        return length;
    }

    private long features(int clusterBits) throws IOException, UnfitImage {
        var header = image.read(0, V3_LENGTH, "the header");
        var incompatible = header.getLong(72);
        if ((incompatible & EXTERNAL_DATA) != 0) {
            throw new UnfitImage("it keeps its data in another file", FLATTEN);
        }
        if ((incompatible & ~KNOWN) != 0) {
            throw new UnfitImage(
                    "it needs features that are not known here: 0x" + Long.toHexString(incompatible & ~KNOWN), FLATTEN);
        }
        if ((incompatible & (DIRTY | CORRUPT)) != 0) {
            throw new UnfitImage("it says itself that it is damaged or was not closed", REPAIR);
        }
        if ((incompatible & EXTENDED_L2) != 0 && clusterBits < 14) {
            throw new UnfitImage("its clusters are too small for its parts of clusters", AGAIN);
        }
        if (Integer.compareUnsigned(header.getInt(96), 6) > 0) {
            throw new UnfitImage("its counts of references are wider than 64 bits", AGAIN);
        }
        compression(incompatible, clusterBits);
        return incompatible;
    }

    private void compression(long incompatible, int clusterBits) throws IOException, UnfitImage {
        var type = lengthOfV3(clusterBits) < WITH_COMPRESSION
                ? 0
                : image.read(104, 1, "the header").get();
        if ((type != 0 && type != 1) || (type != 0) != ((incompatible & COMPRESSION_TYPE) != 0)) {
            throw new UnfitImage("its kind of compression is not known here", FLATTEN);
        }
    }

    /** Only the names of features may stand there: every other extension names a file, or makes QEMU do more. */
    private void extensions(int headerLength, int clusterBits) throws IOException, UnfitImage {
        long at = headerLength;
        for (var count = 0; count <= MOST_EXTENSIONS; count++) {
            if (at + ENTRY_BYTES > 1L << clusterBits) {
                return;
            }
            var extension = image.read(at, ENTRY_BYTES, "an extension of the header");
            var type = extension.getInt();
            var length = Integer.toUnsignedLong(extension.getInt());
            switch (type) {
                case END -> {
                    return;
                }
                case FEATURE_NAMES -> at += ENTRY_BYTES + (length + 7) / 8 * 8;
                case BACKING_FORMAT -> throw new UnfitImage("it has the format of a backing file", FLATTEN);
                case DATA_FILE -> throw new UnfitImage("it names another file for its data", FLATTEN);
                case ENCRYPTION -> throw new UnfitImage("it is encrypted", DECRYPT);
                default ->
                    throw new UnfitImage(
                            "its header has an extension that is not taken: 0x" + Integer.toHexString(type), FLATTEN);
            }
            if (at > 1L << clusterBits) {
                throw new UnfitImage("an extension is longer than the header's cluster", AGAIN);
            }
        }
        throw new UnfitImage("its header has more than " + MOST_EXTENSIONS + " extensions", FLATTEN);
    }

    private void references(ByteBuffer header, int clusterBits) throws UnfitImage {
        var offset = header.getLong(48);
        var bytes = Integer.toUnsignedLong(header.getInt(56)) << clusterBits;
        if (bytes == 0 || bytes > MOST_REFCOUNT_BYTES || isUnaligned(offset, clusterBits)) {
            throw new UnfitImage("its table of references has no sensible place or length", AGAIN);
        }
        if (!image.holds(offset, bytes)) {
            throw new UnfitImage("its table of references is not within the file", AGAIN);
        }
    }

    private void activeTable(ByteBuffer header, int clusterBits, long virtual, boolean extended)
            throws IOException, UnfitImage {
        var entries = Integer.toUnsignedLong(header.getInt(36));
        var offset = header.getLong(40);
        var covered = clusterBits + clusterBits - Integer.numberOfTrailingZeros(entryBytes(extended));
        var needed = ((virtual - 1) >>> covered) + 1;
        if (entries < needed || entries * ENTRY_BYTES > MOST_L1_BYTES || isUnaligned(offset, clusterBits)) {
            throw new UnfitImage(
                    "its table of " + entries + " entries does not fit a disk of " + virtual + " bytes", AGAIN);
        }
        if (!image.holds(offset, entries * ENTRY_BYTES)) {
            throw new UnfitImage("its table of clusters is not within the file", AGAIN);
        }
        for (long at = 0; at < entries * ENTRY_BYTES; at += CHUNK) {
            var chunk =
                    image.read(offset + at, (int) Math.min(CHUNK, entries * ENTRY_BYTES - at), "the table of clusters");
            while (chunk.hasRemaining()) {
                entry(chunk.getLong(), clusterBits);
            }
        }
    }

    private void entry(long entry, int clusterBits) throws UnfitImage {
        var table = entry & OFFSET_BITS;
        if ((entry & L1_RESERVED) != 0
                || isUnaligned(table, clusterBits)
                || (table != 0 && !image.holds(table, 1L << clusterBits))) {
            throw new UnfitImage("a table of clusters points out of the file", AGAIN);
        }
    }

    private static int entryBytes(boolean extended) {
        return extended ? EXTENDED_ENTRY_BYTES : ENTRY_BYTES;
    }

    private static boolean isUnaligned(long offset, int clusterBits) {
        return (offset & ((1L << clusterBits) - 1)) != 0;
    }
}
