package io.reservoir.controller.node;

import io.reservoir.controller.plan.ReplicaValues;
import io.reservoir.controller.plan.ReplicaValues.Sample;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.Component;
import io.reservoir.model.service.Metric;
import io.reservoir.model.service.ServiceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest reading of each replica of the metrics by which a manifest says who goes first ({@code victim by}). Of
 * a counter it keeps the rate.
 */
final class ReplicaReadings {
    private static final int STALE_PERIODS = 3;

    private final Map<String, Metric> metrics = new HashMap<>();
    private final Map<String, Map<Integer, Reading>> raw = new HashMap<>();
    private final Map<String, Map<Integer, Sample>> samples = new HashMap<>();

    /** From now on by that manifest; what was read of a metric that is still the same is kept. */
    void use(ServiceSpec spec) {
        var former = Map.copyOf(metrics);
        metrics.clear();
        spec.components().forEach(component -> {
            var metric = metric(spec, component);
            if (metric != null) {
                metrics.put(component.name(), metric);
            }
        });
        former.forEach((component, metric) -> {
            if (!metric.equals(metrics.get(component))) {
                raw.remove(component);
                samples.remove(component);
            }
        });
    }

    private static @Nullable Metric metric(ServiceSpec spec, Component component) {
        var rule = component.victim();
        return rule == null
                ? null
                : spec.metrics().stream()
                        .filter(metric -> metric.component().equals(component.name())
                                && metric.name().equals(rule.metric()))
                        .findFirst()
                        .orElse(null);
    }

    /** Takes a reading in; false where nobody asks for it. */
    boolean take(Reading reading) {
        var metric = metrics.get(reading.component());
        if (metric == null
                || reading.replica() == Reading.SERVICE_LEVEL
                || !metric.name().equals(reading.metric())) {
            return false;
        }
        var before = raw.computeIfAbsent(reading.component(), name -> new HashMap<>())
                .get(reading.replica());
        if (before != null && !reading.at().isAfter(before.at())) {
            return true;
        }
        raw.get(reading.component()).put(reading.replica(), reading);
        var value = value(metric, before, reading);
        if (value != null) {
            samples.computeIfAbsent(reading.component(), name -> new HashMap<>())
                    .put(reading.replica(), new Sample(value, reading.at()));
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

    /** What is not stale at that time. */
    ReplicaValues at(Instant now) {
        if (metrics.isEmpty()) {
            return ReplicaValues.UNKNOWN;
        }
        var fresh = new HashMap<String, Map<Integer, Sample>>();
        samples.forEach((component, byReplica) -> {
            var metric = metrics.get(component);
            if (metric == null) {
                return;
            }
            var since = now.minus(metric.period().multipliedBy(STALE_PERIODS));
            var values = new HashMap<>(byReplica);
            values.values().removeIf(sample -> sample.at().isBefore(since));
            fresh.put(component, Map.copyOf(values));
        });
        return new ReplicaValues(Map.copyOf(fresh));
    }
}
