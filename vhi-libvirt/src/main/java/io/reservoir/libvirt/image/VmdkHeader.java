package io.reservoir.libvirt.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Looks into a VMDK file that begins with the header of a hosted sparse extent. Accepted is one file that holds its
 * descriptor and its one extent: every other kind makes QEMU open the files that a text in it names.
 */
final class VmdkHeader {
    static final String MAGIC = "KDMV";

    private static final String CONVERT = "write it as one file: qemu-img convert -O qcow2 IMAGE NEW";
    private static final String AGAIN = "its header was forged or damaged; copy it again";

    private static final int SECTOR = 512;
    private static final int HEADER_BYTES = 79;
    private static final int FOOTER_BYTES = 3 * SECTOR;
    private static final long AT_END = -1;
    /** QEMU reads that much for a descriptor, however long the header says it is. */
    private static final int DESCRIPTOR_BYTES = 20 * SECTOR;

    private static final int MOST_DESCRIPTOR_SECTORS = 128;
    private static final int MOST_GRAIN_SECTORS = 2_048;
    private static final int MOST_ENTRIES = 512;
    private static final List<String> ONE_FILE = List.of("monolithicsparse", "streamoptimized");
    private static final Pattern CREATED_AS =
            Pattern.compile("(?m)^[ \\t]*+createtype[ \\t]*+=[ \\t]*+\"([^\"\\n]*)\"[ \\t\\r]*+$");
    private static final Pattern EXTENT =
            Pattern.compile("(?m)^[ \\t]*+(?:rw|rdonly|noaccess)[ \\t]++(\\d{1,18})[ \\t]++(\\w++)(?:[ \\t\\r].*+)?$");

    private final ImageBytes image;
    private final ImageLimits limits;

    VmdkHeader(ImageBytes image, ImageLimits limits) {
        this.image = image;
        this.limits = limits;
    }

    Verdict.Accepted inspect() throws IOException, UnfitImage {
        var header = header(0);
        var capacity = header.getLong(12);
        if (capacity == 0) {
            throw new UnfitImage("it only describes other files", CONVERT);
        }
        if (capacity < 0 || capacity > limits.virtualBytes() / SECTOR) {
            throw ImageInspector.tooLarge(capacity < 0 ? -1 : saturated(capacity), limits);
        }
        descriptor(header, capacity);
        if (header.getLong(56) == AT_END) {
            var footer = header(image.size() - FOOTER_BYTES + SECTOR);
            if (footer.getLong(12) != capacity || footer.getLong(56) == AT_END) {
                throw new UnfitImage("its header and its footer do not agree", AGAIN);
            }
            directory(footer, capacity);
        } else {
            directory(header, capacity);
        }
        return new Verdict.Accepted(ImageFormat.VMDK, capacity * SECTOR);
    }

    private ByteBuffer header(long offset) throws IOException, UnfitImage {
        var header = image.read(offset, HEADER_BYTES, "a header").order(ByteOrder.LITTLE_ENDIAN);
        var magic = new byte[MAGIC.length()];
        header.get(0, magic);
        if (!new String(magic, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            throw new UnfitImage("its footer is no header", AGAIN);
        }
        var version = header.getInt(4);
        if (version < 1 || version > 3) {
            throw new UnfitImage("it is VMDK of version " + Integer.toUnsignedString(version), CONVERT);
        }
        return header;
    }

    private void descriptor(ByteBuffer header, long capacity) throws IOException, UnfitImage {
        var sectors = header.getLong(36);
        if (header.getLong(28) != 1 || sectors < 1 || sectors > MOST_DESCRIPTOR_SECTORS) {
            throw new UnfitImage("its descriptor is not behind its header", CONVERT);
        }
        var bytes = image.glance(SECTOR, Math.max(DESCRIPTOR_BYTES, (int) sectors * SECTOR));
        var near = new String(bytes, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (near.contains("parentfilenamehint")) {
            throw new UnfitImage("it has a backing file", CONVERT);
        }
        var text = near.substring(0, Math.min(near.length(), (int) sectors * SECTOR));
        var created = CREATED_AS.matcher(text.replace('\0', '\n'));
        if (!created.find() || !ONE_FILE.contains(created.group(1))) {
            throw new UnfitImage("it is not of one file", CONVERT);
        }
        extents(text.replace('\0', '\n'), capacity);
    }

    private static void extents(String text, long capacity) throws UnfitImage {
        var extent = EXTENT.matcher(text);
        if (!extent.find() || !extent.group(2).equals("sparse") || Long.parseLong(extent.group(1)) != capacity) {
            throw new UnfitImage("its extent is another than itself", CONVERT);
        }
        if (extent.find()) {
            throw new UnfitImage("it has more than one extent", CONVERT);
        }
    }

    private void directory(ByteBuffer header, long capacity) throws UnfitImage {
        var grain = header.getLong(20);
        var entries = header.getInt(44);
        if (grain < 1 || grain > MOST_GRAIN_SECTORS || Long.bitCount(grain) != 1) {
            throw new UnfitImage("its grains are of " + Long.toUnsignedString(grain) + " sectors", AGAIN);
        }
        if (entries < 1 || entries > MOST_ENTRIES) {
            throw new UnfitImage("its tables have " + Integer.toUnsignedString(entries) + " entries", AGAIN);
        }
        var tables = (capacity - 1) / (grain * entries) + 1;
        var offset = header.getLong(56);
        if (offset < 1 || offset > image.size() / SECTOR || !image.holds(offset * SECTOR, tables * 4)) {
            throw new UnfitImage("its directory of grains is not within the file", AGAIN);
        }
    }

    private static long saturated(long sectors) {
        return sectors > Long.MAX_VALUE / SECTOR ? Long.MAX_VALUE : sectors * SECTOR;
    }
}
