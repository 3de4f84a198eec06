package io.reservoir.libvirt.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Small images, made here so that every byte of them is known. */
final class Images {
    static final int CLUSTER = 1 << 16;
    static final long MIB = 1 << 20;

    private Images() {}

    /** An empty disk of 64 MiB: header, table of references, block of references, table of clusters. */
    static byte[] qcow2(int version) {
        var image = ByteBuffer.allocate(4 * CLUSTER);
        image.put("QFI\u00fb".getBytes(StandardCharsets.ISO_8859_1)).putInt(version);
        image.putInt(20, 16).putLong(24, 64 * MIB).putInt(36, 1).putLong(40, 3 * CLUSTER);
        image.putLong(48, CLUSTER).putInt(56, 1);
        if (version == 3) {
            image.putInt(96, 4).putInt(100, 112);
        }
        image.putLong(CLUSTER, 2 * CLUSTER);
        for (var cluster = 0; cluster < 4; cluster++) {
            image.putShort(2 * CLUSTER + 2 * cluster, (short) 1);
        }
        return image.array();
    }

    static byte[] qcow2() {
        return qcow2(3);
    }

    /** A sparse VMDK of 8 MiB in one file, as far as its header and descriptor go. */
    static byte[] vmdk() {
        return vmdk("RW 16384 SPARSE \"disk.vmdk\"", "");
    }

    static byte[] vmdk(String extent, String more) {
        var image = ByteBuffer.allocate(1 << 17).order(ByteOrder.LITTLE_ENDIAN);
        image.put("KDMV".getBytes(StandardCharsets.ISO_8859_1)).putInt(1).putInt(3);
        image.putLong(12, 16_384)
                .putLong(20, 128)
                .putLong(28, 1)
                .putLong(36, 20)
                .putInt(44, 512);
        image.putLong(48, 21).putLong(56, 26).putLong(64, 128);
        image.put(73, "\n \r\n".getBytes(StandardCharsets.ISO_8859_1));
        var descriptor = """
                # Disk DescriptorFile
                version=1
                CID=7a1b2c3d
                parentCID=ffffffff
                createType="monolithicSparse"
                %s
                %s
                ddb.adapterType = "ide"
                """.formatted(more, extent);
        image.put(512, descriptor.getBytes(StandardCharsets.ISO_8859_1));
        return image.array();
    }

    static byte[] raw(int bytes) {
        var image = new byte[bytes];
        new Random(1).nextBytes(image);
        Arrays.fill(image, 0, Math.min(bytes, 512), (byte) 0x20);
        return image;
    }

    static byte[] with(byte[] image, int offset, long value, int bytes) {
        var changed = image.clone();
        for (var i = 0; i < bytes; i++) {
            changed[offset + i] = (byte) (value >>> (8 * (bytes - 1 - i)));
        }
        return changed;
    }

    static byte[] withText(byte[] image, int offset, String text) {
        var changed = image.clone();
        var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, changed, offset, bytes.length);
        return changed;
    }
}
