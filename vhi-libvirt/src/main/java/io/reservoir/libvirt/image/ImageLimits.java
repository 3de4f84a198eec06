package io.reservoir.libvirt.image;

/**
 * What an image may be at most.
 *
 * @param fileBytes the file itself
 * @param virtualBytes the disk that the guest sees
 */
public record ImageLimits(long fileBytes, long virtualBytes) {
    /** 256 GiB as a file, 2 TiB as a disk. */
    public static final ImageLimits DEFAULT = new ImageLimits(256L << 30, 2L << 40);
}
