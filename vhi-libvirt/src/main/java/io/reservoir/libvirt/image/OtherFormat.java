package io.reservoir.libvirt.image;

import java.io.IOException;

/** What is known well enough to be told apart from a raw disk, and is not taken. */
enum OtherFormat {
    COWD("a VMDK of an old kind", "COWD", 0),
    VMDK_TEXT("a VMDK descriptor, which names other files", "# Disk DescriptorFile", 0),
    VDI("a VDI image", "\u007f\u0010\u00da\u00be", 0x40),
    VHD("a VHD image", "conectix", 0),
    FIXED_VHD("a VHD image", "conectix", -512),
    SHORT_VHD("a VHD image", "conectix", -511),
    VHDX("a VHDX image", "vhdxfile", 0),
    QED("a QED image", "QED\0", 0),
    PARALLELS("a Parallels image", "WithoutFreeSpace", 0),
    PARALLELS_EXTENDED("a Parallels image", "WithouFreSpacExt", 0),
    DMG("a DMG image", "koly", -512),
    LUKS("encrypted", "LUKS\u00ba\u00be", 0),
    GZIP("compressed", "\u001f\u008b", 0),
    BZIP2("compressed", "BZh", 0),
    XZ("compressed", "\u00fd7zXZ\0", 0),
    ZSTD("compressed", "(\u00b5/\u00fd", 0),
    ZIP("an archive", "PK\u0003\u0004", 0),
    TAR("an archive", "ustar", 257);

    private final String what;
    private final String magic;
    private final int offset;

    /** With an offset from the end where it is negative. */
    OtherFormat(String what, String magic, int offset) {
        this.what = what;
        this.magic = magic;
        this.offset = offset;
    }

    boolean is(ImageBytes image) throws IOException {
        return image.shows(magic, offset < 0 ? image.size() + offset : offset);
    }

    UnfitImage refusal() {
        return switch (this) {
            case LUKS -> new UnfitImage("it is encrypted", "write it without encryption");
            case GZIP, BZIP2, XZ, ZSTD, ZIP, TAR -> new UnfitImage("it is " + what, "unpack it first");
            default -> new UnfitImage("it is " + what, "write it as one file: qemu-img convert -O qcow2 IMAGE NEW");
        };
    }
}
