package io.reservoir.libvirt.xml;

/**
 * A disk of a domain, or a disc in its drive.
 *
 * @param path of the file at the host
 * @param format {@code qcow2} or {@code raw}: it is always said, for libvirt must not guess it from the content
 * @param target the name of its device, such as {@code vda}
 */
public record Disk(String path, Format format, String target, Kind kind) {
    public enum Format {
        RAW,
        QCOW2
    }

    public enum Kind {
        /** Written by the guest. */
        DISK,
        /** Read by the guest. */
        SEED
    }

    /** Disk {@code number} of a domain, from 0, on a virtio bus. */
    public static Disk of(String path, Format format, int number) {
        return new Disk(path, format, "vd" + (char) ('a' + number), Kind.DISK);
    }
}
