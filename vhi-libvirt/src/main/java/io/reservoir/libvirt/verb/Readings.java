package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Answer;
import io.reservoir.libvirt.binding.LibvirtConnection;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.libvirt.watch.HostUsage;
import io.reservoir.libvirt.watch.Sampler;
import io.reservoir.model.port.MetricSource;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.vee.VeeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the hypervisor of a host measures, sampled every {@link #EVERY} in one call for all its VEEs and kept for a
 * while. Safe for use by many threads.
 */
final class Readings implements MetricSource, AutoCloseable {
    static final Duration EVERY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Readings.class);
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** Seven metrics of a thousand VEEs, twice. */
    private static final int MOST_KEPT = 14_000;

    private final LibvirtConnection connection;
    private final InstantSource clock;
    private final Supplier<Map<UUID, VeeId>> vees;
    private final ScheduledExecutorService thread;
    private final Sampler sampler = new Sampler();
    private final Deque<Reading> kept = new ArrayDeque<>();
    private @Nullable Map<String, Long> cpuBefore;
    private volatile @Nullable HostUsage usage;

    private record Sample(List<Session.Stats> stats, Map<String, Long> cpuNanos, Map<String, Long> memoryKibibytes) {}

    /** @param vees those there, by the UUIDs of their domains */
    Readings(String name, LibvirtConnection connection, InstantSource clock, Supplier<Map<UUID, VeeId>> vees) {
        this.connection = connection;
        this.clock = clock;
        this.vees = vees;
        thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("readings-" + name).daemon().factory());
        var unused =
                thread.scheduleAtFixedRate(this::sample, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sample() {
        try {
            var answer = connection.call(
                    PATIENCE,
                    session -> new Sample(session.stats(), session.nodeCpuNanos(), session.nodeMemoryKibibytes()));
            if (answer instanceof Answer.Is<Sample>(var sample)) {
                var at = clock.instant();
                keep(sampler.readings(at, sample.stats(), vees.get()));
                usage = HostUsage.of(at, cpuBefore, sample.cpuNanos(), sample.memoryKibibytes());
                cpuBefore = sample.cpuNanos();
            }
        } catch (RuntimeException e) {
            LOG.error("a sample of a host was lost", e);
        }
    }

    private synchronized void keep(List<Reading> readings) {
        kept.addAll(readings);
        while (kept.size() > MOST_KEPT) {
            kept.removeFirst();
        }
    }

    /** How busy the host was when it was last sampled, null before that. */
    @Nullable
    HostUsage usage() {
        return usage;
    }

    @Override
    public synchronized List<Reading> between(Instant after, Instant upTo) {
        var some = new ArrayList<Reading>();
        for (var reading : kept) {
            if (reading.at().isAfter(after) && !reading.at().isAfter(upTo)) {
                some.add(reading);
            }
        }
        return some;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
