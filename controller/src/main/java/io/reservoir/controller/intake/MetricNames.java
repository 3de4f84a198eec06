package io.reservoir.controller.intake;

import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which metrics the VEEs of each component sent of late: so many and no more, else a sender could make up names. */
final class MetricNames {
    /** A name that was noted no longer ago than this part of the time for which it counts is not noted again. */
    private static final int NOTED_PARTS = 10;

    private final Limits limits;
    /** Maps in it are replaced and never changed. */
    private final Map<Sender, Map<String, Instant>> lastSeen = new ConcurrentHashMap<>();

    private record Sender(ServiceId service, String component) {}

    MetricNames(Limits limits) {
        this.limits = limits;
    }

    /** The names as they would be with a batch that may still be refused. */
    Trial trial(Instant now) {
        return new Trial(now);
    }

    final class Trial {
        private final Instant now;
        private final Instant forgotten;
        private final Instant noted;
        private final Map<Sender, Map<String, Instant>> changed = new HashMap<>();

        private Trial(Instant now) {
            this.now = now;
            forgotten = now.minus(limits.age());
            noted = now.minus(limits.age().dividedBy(NOTED_PARTS));
        }

        /** False if that would be one metric too many. */
        boolean add(ServiceId service, String component, String metric) {
            var sender = new Sender(service, component);
            var kept = lastSeen.get(sender);
            var seen = kept == null ? null : kept.get(metric);
            if (seen != null && seen.isAfter(noted)) {
                return true;
            }
            var names = changed.computeIfAbsent(sender, this::recent);
            if (!names.containsKey(metric) && names.size() >= limits.metricsOfComponent()) {
                return false;
            }
            names.put(metric, now);
            return true;
        }

        private Map<String, Instant> recent(Sender sender) {
            var names = new HashMap<>(lastSeen.getOrDefault(sender, Map.of()));
            names.values().removeIf(seen -> seen.isBefore(forgotten));
            return names;
        }

        void keep() {
            lastSeen.putAll(changed);
        }
    }
}
