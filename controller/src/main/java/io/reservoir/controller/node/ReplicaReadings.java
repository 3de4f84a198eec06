package io.reservoir.controller.node;

import io.reservoir.controller.plan.ReplicaValues;
import io.reservoir.controller.plan.ReplicaValues.Measured;
import io.reservoir.controller.plan.ReplicaValues.Sample;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.Component;
import io.reservoir.model.service.Metric;
import io.reservoir.model.service.ServiceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest readings of each replica of the metrics by which a manifest says who goes first ({@code victim by})
 * and who may go ({@code drain until}). Of a counter it keeps the rate.
 */
final class ReplicaReadings {
    private static final int STALE_PERIODS = 3;

    /** Of one replica: what is decided when the hosts have answered is decided as of when they were asked. */
    private static final int KEPT = 8;

    private final Map<Measured, Metric> metrics = new HashMap<>();
    private final Map<Measured, Map<Integer, Reading>> raw = new HashMap<>();
    /** Of each replica the newest ones, the newest first. */
    private final Map<Measured, Map<Integer, Deque<Sample>>> samples = new HashMap<>();

    /** From now on by that manifest; what was read of a metric that is still the same is kept. */
    void use(ServiceSpec spec) {
        var former = Map.copyOf(metrics);
        metrics.clear();
        for (var component : spec.components()) {
            var victim = component.victim();
            if (victim != null) {
                ask(spec, component, victim.metric());
            }
            var drain = component.drain();
            if (drain != null) {
                ask(spec, component, drain.metric());
            }
        }
        former.forEach((measured, metric) -> {
            if (!metric.equals(metrics.get(measured))) {
                raw.remove(measured);
                samples.remove(measured);
            }
        });
    }

    private void ask(ServiceSpec spec, Component component, String name) {
        spec.metrics().stream()
                .filter(metric -> metric.component().equals(component.name())
                        && metric.name().equals(name))
                .findFirst()
                .ifPresent(metric -> metrics.put(new Measured(component.name(), name), metric));
    }

    /** Takes a reading in; false where nobody asks for it. What was read by a clock that was ahead gives way to it. */
    boolean take(Reading reading, Instant now) {
        if (metrics.isEmpty() || reading.replica() == Reading.SERVICE_LEVEL) {
            return false;
        }
        var measured = new Measured(reading.component(), reading.metric());
        var metric = metrics.get(measured);
        if (metric == null) {
            return false;
        }
        var byReplica = raw.computeIfAbsent(measured, of -> new HashMap<>());
        var latest = now.plus(Reading.MOST_AHEAD);
        var last = byReplica.get(reading.replica());
        var before = last == null || last.at().isAfter(latest) ? null : last;
        if (before != null && !reading.at().isAfter(before.at())) {
            return true;
        }
        byReplica.put(reading.replica(), reading);
        var value = value(metric, before, reading);
        if (value != null) {
            var kept = samples.computeIfAbsent(measured, of -> new HashMap<>())
                    .computeIfAbsent(reading.replica(), of -> new ArrayDeque<>(KEPT + 1));
            kept.removeIf(sample -> sample.at().isAfter(latest));
            kept.addFirst(new Sample(value, reading.at()));
            if (kept.size() > KEPT) {
                kept.removeLast();
            }
        }
        return true;
    }

    private static @Nullable Double value(Metric metric, @Nullable Reading before, Reading reading) {
        return switch (metric.kind()) {
            case GAUGE -> reading.value();
            case COUNTER ->
                before == null || before.value() > reading.value()
                        ? null
                        : (reading.value() - before.value())
                                / (Duration.between(before.at(), reading.at()).toNanos() / 1e9);
        };
    }

    /** The newest of what was read until that time, and is not stale at it. */
    ReplicaValues at(Instant now) {
        if (metrics.isEmpty()) {
            return ReplicaValues.UNKNOWN;
        }
        var fresh = new HashMap<Measured, Map<Integer, Sample>>();
        samples.forEach((measured, byReplica) -> {
            var metric = metrics.get(measured);
            if (metric == null) {
                return;
            }
            var since = now.minus(metric.period().multipliedBy(STALE_PERIODS));
            var values = new HashMap<Integer, Sample>();
            byReplica.forEach((replica, kept) -> kept.stream()
                    .filter(sample -> !sample.at().isAfter(now))
                    .findFirst()
                    .filter(sample -> !sample.at().isBefore(since))
                    .ifPresent(sample -> values.put(replica, sample)));
            fresh.put(measured, Map.copyOf(values));
        });
        return new ReplicaValues(Map.copyOf(fresh));
    }
}
