package io.reservoir.libvirt.xml;

import org.jspecify.annotations.Nullable;

/**
 * A disk of a domain, or a disc in its drive.
 *
 * @param path of the file at the host
 * @param format {@code qcow2} or {@code raw}: it is always said, for libvirt must not guess it from the content
 * @param target the name of its device, such as {@code vda}
 * @param serial by which the guest finds it, null where it has none
 */
public record Disk(
        String path,
        Format format,
        String target,
        Kind kind,
        @Nullable String serial) {
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

    /** One without a serial number. */
    public Disk(String path, Format format, String target, Kind kind) {
        this(path, format, target, kind, null);
    }

    /** Disk {@code number} of a domain, from 0, on a virtio bus. */
    public static Disk of(String path, Format format, int number) {
        return new Disk(path, format, "vd" + (char) ('a' + number), Kind.DISK);
    }

    /** A volume of that name. */
    public static Disk volume(String path, String target, String name) {
        return new Disk(path, Format.QCOW2, target, Kind.DISK, name);
    }
}
