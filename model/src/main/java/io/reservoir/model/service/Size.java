package io.reservoir.model.service;

/** What one VEE takes of a host: virtual CPUs, bytes of memory, bytes of disk. */
public record Size(int vcpus, long memoryBytes, long diskBytes) {
    public static final Size NOTHING = new Size(0, 0, 0);

    public Size {
        if (vcpus < 0 || memoryBytes < 0 || diskBytes < 0) {
            throw new IllegalArgumentException(
                    "a size is not negative: " + vcpus + ", " + memoryBytes + ", " + diskBytes);
        }
    }

    public Size plus(Size other) {
        return new Size(vcpus + other.vcpus, memoryBytes + other.memoryBytes, diskBytes + other.diskBytes);
    }

    /** What is left of this after {@code other} is taken out, never below nothing in any dimension. */
    public Size minus(Size other) {
        return new Size(
                Math.max(0, vcpus - other.vcpus),
                Math.max(0, memoryBytes - other.memoryBytes),
                Math.max(0, diskBytes - other.diskBytes));
    }

    public boolean fitsIn(Size room) {
        return vcpus <= room.vcpus && memoryBytes <= room.memoryBytes && diskBytes <= room.diskBytes;
    }

    public Size withVcpus(int count) {
        return new Size(count, memoryBytes, diskBytes);
    }
}
