package io.reservoir.controller.sim;

import io.reservoir.model.port.MetricSource;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.vee.VeeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What simulated hosts measure of their VEEs while their guests are up: {@link #CPU}, from 0 to 1, and
 * {@link #MEMORY}, in bytes, every ten seconds, the replica being the VEE's ordinal. The values follow from the VEE's
 * id, the time and the load alone. A host knows of a VEE only the last stretch of time in which it was up, so it is to
 * be asked more often than VEEs come and go; what falls into an outage of the host is never seen.
 */
public final class HostReadings implements MetricSource {
    public static final String CPU = "CpuUtilization";
    public static final String MEMORY = "MemoryUsed";
    private static final Ticks TICKS = new Ticks(Duration.ofSeconds(10));
    private static final double IDLE = 0.03;

    private final List<SimulatedHost> hosts;
    private final @Nullable Load load;

    /** The work that arrives at a VEE. */
    @FunctionalInterface
    public interface Load {
        /** How many vCPUs it would keep busy at that time, if there were that many. */
        double vcpus(VeeId vee, Instant at);
    }

    /** Without a load, VEEs are busy with something of their own. */
    public HostReadings(Collection<SimulatedHost> hosts, @Nullable Load load) {
        this.hosts = List.copyOf(hosts);
        this.load = load;
    }

    @Override
    public List<Reading> between(Instant after, Instant upTo) {
        var readings = new ArrayList<Reading>();
        for (var host : hosts) {
            for (var uptime : host.uptimes()) {
                measure(host, uptime, after, upTo, readings);
            }
        }
        readings.sort(Comparator.comparing(Reading::at));
        return readings;
    }

    private void measure(SimulatedHost host, Guest.Uptime up, Instant after, Instant upTo, List<Reading> readings) {
        var justBefore = up.from().minusNanos(1);
        for (var tick : TICKS.within(after.isAfter(justBefore) ? after : justBefore, upTo)) {
            if (up.until() != null && !tick.isBefore(up.until())) {
                return;
            }
            if (!host.isUnreachableAt(tick)) {
                var busy = busy(up, tick);
                readings.add(reading(up.vee(), CPU, busy, tick));
                readings.add(reading(up.vee(), MEMORY, memoryBytes(up, busy, tick), tick));
            }
        }
    }

    private double busy(Guest.Uptime up, Instant at) {
        var key = "cpu " + up.vee();
        var own = load == null
                ? 0.1 + 0.2 * Chance.of(0, key, 0)
                : load.vcpus(up.vee(), at) / Math.max(1, up.size().vcpus());
        var flicker = 0.01 * Chance.around(0, key, at.getEpochSecond());
        return Math.clamp(IDLE + own + flicker, 0, 1);
    }

    /** Some of it is the guest's own, some grows with the work, and some is always left. */
    private static double memoryBytes(Guest.Uptime up, double busy, Instant at) {
        var flicker = 0.01 * Chance.around(0, "memory " + up.vee(), at.getEpochSecond());
        return Math.rint(up.size().memoryBytes() * (0.3 + 0.4 * busy + flicker));
    }

    private static Reading reading(VeeId vee, String metric, double value, Instant at) {
        return new Reading(vee.service(), metric, vee.component(), vee.ordinal(), value, at);
    }
}
