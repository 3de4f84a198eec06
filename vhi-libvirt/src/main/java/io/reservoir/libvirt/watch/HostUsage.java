package io.reservoir.libvirt.watch;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How busy a host is as a whole, whoever keeps it busy.
 *
 * @param cpu the share of its CPUs that were busy since the sample before, from 0 to 1; null where that is not known
 * @param memoryBytes that are in use, caches left out; null where that is not known
 */
public record HostUsage(
        Instant at, @Nullable Double cpu, @Nullable Long memoryBytes) {
    private static final long KIBIBYTE = 1024;

    /** From two readings of the host's clocks in nanoseconds, and one of its memory in KiB, by libvirt's names. */
    public static HostUsage of(
            Instant at, @Nullable Map<String, Long> before, Map<String, Long> nanos, Map<String, Long> kibibytes) {
        return new HostUsage(at, before == null ? null : busy(before, nanos), used(kibibytes));
    }

    private static @Nullable Double busy(Map<String, Long> before, Map<String, Long> now) {
        var all = total(now) - total(before);
        var idle = idle(now) - idle(before);
        return all <= 0 ? null : Double.valueOf(Math.clamp(1 - (double) idle / all, 0, 1));
    }

    private static long total(Map<String, Long> nanos) {
        return nanos.values().stream().mapToLong(Long::longValue).sum();
    }

    private static long idle(Map<String, Long> nanos) {
        return nanos.getOrDefault("idle", 0L) + nanos.getOrDefault("iowait", 0L);
    }

    private static @Nullable Long used(Map<String, Long> kibibytes) {
        var total = kibibytes.get("total");
        var free = kibibytes.get("free");
        return total == null || free == null
                ? null
                : Long.valueOf(KIBIBYTE
                        * (total
                                - free
                                - kibibytes.getOrDefault("buffers", 0L)
                                - kibibytes.getOrDefault("cached", 0L)));
    }
}
