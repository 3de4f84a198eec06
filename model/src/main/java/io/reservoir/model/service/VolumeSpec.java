package io.reservoir.model.service;

/**
 * A volume as it is wanted: a disk with data that outlives VEEs.
 *
 * @param name within its service; the guest finds the disk by it, so it is no longer than the serial number of a disk
 * @param bytes how large the disk is: whole MiB, at most {@link #MOST_BYTES}
 */
public record VolumeSpec(String name, long bytes) {
    public static final long MOST_BYTES = 16L << 40;

    private static final int LONGEST_NAME = 20;
    private static final long MIB = 1L << 20;

    public VolumeSpec {
        if (!isValidName(name) || !isValidSize(bytes)) {
            throw new IllegalArgumentException("not a volume: `" + name + "` of " + bytes + " bytes");
        }
    }

    /** True for {@code [a-z0-9][a-z0-9-]*} of at most 20 characters. */
    public static boolean isValidName(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.charAt(0) == '-') {
            return false;
        }
        return name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }

    public static boolean isValidSize(long bytes) {
        return bytes >= MIB && bytes <= MOST_BYTES && bytes % MIB == 0;
    }
}
