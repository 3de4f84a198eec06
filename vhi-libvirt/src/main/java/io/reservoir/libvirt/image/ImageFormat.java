package io.reservoir.libvirt.image;

import java.util.Locale;

/** The formats that a disk may be made over. Each is always named to QEMU, which is never left to guess. */
public enum ImageFormat {
    RAW,
    QCOW2,
    VMDK;

    /** As QEMU and libvirt call it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
