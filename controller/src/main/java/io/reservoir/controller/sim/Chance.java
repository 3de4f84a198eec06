package io.reservoir.controller.sim;

/**
 * Numbers that look random and are a function of what they are for. There is no stream that calls would share, so the
 * order of calls changes nothing and a repeated run sees the same world.
 */
public final class Chance {
    private Chance() {}

    /** A number in [0, 1) for the {@code index}-th time that {@code key} is asked about. */
    public static double of(long seed, String key, long index) {
        return (mixed(mixed(seed ^ fnv(key)) + index) >>> 11) * 0x1.0p-53;
    }

    /** A number in [-1, 1). */
    static double around(long seed, String key, long index) {
        return 2 * of(seed, key, index) - 1;
    }

    /** FNV-1a, 64 bits. */
    private static long fnv(String text) {
        var hash = 0xcbf29ce484222325L;
        for (var i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mixed(long value) {
        var z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
