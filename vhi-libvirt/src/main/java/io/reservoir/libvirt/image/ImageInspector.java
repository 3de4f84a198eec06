package io.reservoir.libvirt.image;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;

/**
 * Says what an image is before any tool opens it. Accepted is what stands for itself: no file that it names is ever
 * opened, here or by QEMU later. What has no header that is known here is a raw disk, and is only ever opened as one.
 */
public final class ImageInspector {
    private static final int SECTOR = 512;

    private ImageInspector() {}

    /** Looks into it; a fault of the file system is an {@link IOException}. */
    public static Verdict inspect(SeekableByteChannel channel, ImageLimits limits) throws IOException {
        try {
            return inspect(new ImageBytes(channel), limits);
        } catch (UnfitImage e) {
            return e.verdict();
        }
    }

    private static Verdict.Accepted inspect(ImageBytes image, ImageLimits limits) throws IOException, UnfitImage {
        if (image.shows(Qcow2Header.MAGIC, 0)) {
            return new Qcow2Header(image, limits).inspect();
        }
        if (image.shows(VmdkHeader.MAGIC, 0)) {
            return new VmdkHeader(image, limits).inspect();
        }
        for (var other : OtherFormat.values()) {
            if (other.is(image)) {
                throw other.refusal();
            }
        }
        return raw(image, limits);
    }

    private static Verdict.Accepted raw(ImageBytes image, ImageLimits limits) throws UnfitImage {
        var bytes = image.size();
        if (bytes == 0 || bytes % SECTOR != 0) {
            throw new UnfitImage(
                    "it has no known header and " + bytes + " bytes, and a raw disk is of whole sectors of " + SECTOR,
                    "the file is cut off, or no disk image");
        }
        if (bytes > limits.virtualBytes()) {
            throw tooLarge(bytes, limits);
        }
        return new Verdict.Accepted(ImageFormat.RAW, bytes);
    }

    static UnfitImage tooLarge(long virtualBytes, ImageLimits limits) {
        return new UnfitImage(
                "its disk is of " + Long.toUnsignedString(virtualBytes) + " bytes",
                "a disk has at least one byte and at most " + limits.virtualBytes());
    }
}
