package io.reservoir.libvirt.watch;

import io.reservoir.libvirt.binding.Session.Stats;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.vee.VeeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes readings of what libvirt counted of VEEs: rates follow from two samples, so the first shows none. What libvirt
 * does not say of a VEE is left out. For one thread.
 */
public final class Sampler {
    /** The share of its vCPUs that it was busy, from 0 to 1. */
    public static final String CPU = "CpuUtilization";

    /** The share of its vCPUs that it was ready to run and did not, from 0 to 1. */
    public static final String STEAL = "CpuSteal";

    /** Bytes of memory that its guest uses. */
    public static final String MEMORY = "MemoryUsed";

    public static final String DISK_READ = "DiskReadRate";
    public static final String DISK_WRITTEN = "DiskWriteRate";
    public static final String NETWORK_RECEIVED = "NetworkReceiveRate";
    public static final String NETWORK_SENT = "NetworkSendRate";

    private static final double NANOS = 1e9;

    private Map<UUID, Sample> last = Map.of();

    private record Sample(Instant at, Stats stats) {}

    /** The readings of VEES, by the UUIDs of their domains, at that time. */
    public List<Reading> readings(Instant at, List<Stats> all, Map<UUID, VeeId> vees) {
        var readings = new ArrayList<Reading>();
        var samples = new HashMap<UUID, Sample>();
        for (var stats : all) {
            var vee = vees.get(stats.domain());
            if (vee != null) {
                var sample = new Sample(at, stats);
                samples.put(stats.domain(), sample);
                new Reader(vee, last.get(stats.domain()), sample, readings).read();
            }
        }
        last = samples;
        return readings;
    }

    private record Reader(VeeId vee, @Nullable Sample before, Sample now, List<Reading> readings) {
        void read() {
            var unused = now.stats().number("balloon.unused");
            var current = now.stats().number("balloon.current");
            if (unused != null && current != null) {
                add(MEMORY, 1024.0 * (current - unused));
            }
            if (before == null) {
                return;
            }
            var seconds = Duration.between(before.at(), now.at()).toNanos() / NANOS;
            var vcpus = now.stats().number("vcpu.current");
            if (seconds <= 0 || vcpus == null || vcpus <= 0) {
                return;
            }
            rate(CPU, one("cpu.time"), NANOS * vcpus * seconds);
            rate(STEAL, sum("vcpu", ".delay"), NANOS * vcpus * seconds);
            rate(DISK_READ, sum("block", ".rd.bytes"), seconds);
            rate(DISK_WRITTEN, sum("block", ".wr.bytes"), seconds);
            rate(NETWORK_RECEIVED, sum("net", ".rx.bytes"), seconds);
            rate(NETWORK_SENT, sum("net", ".tx.bytes"), seconds);
        }

        private @Nullable Long one(String key) {
            var then = before == null ? null : before.stats().number(key);
            var is = now.stats().number(key);
            return then == null || is == null ? null : Long.valueOf(is - then);
        }

        /** Over all vCPUs, disks or interfaces; those that came or went in between count for nothing. */
        private @Nullable Long sum(String group, String what) {
            var most = now.stats().number(group + (group.equals("vcpu") ? ".maximum" : ".count"));
            if (most == null) {
                return null;
            }
            var sum = 0L;
            var known = most == 0;
            for (var i = 0L; i < most; i++) {
                var grown = one(group + "." + i + what);
                if (grown != null && grown >= 0) {
                    known = true;
                    sum += grown;
                }
            }
            return known ? Long.valueOf(sum) : null;
        }

        /** A count that fell began anew: it says nothing. */
        private void rate(String metric, @Nullable Long grown, double over) {
            if (grown != null && grown >= 0) {
                add(metric, grown / over);
            }
        }

        private void add(String metric, double value) {
            readings.add(new Reading(vee.service(), metric, vee.component(), vee.ordinal(), value, now.at()));
        }
    }
}
