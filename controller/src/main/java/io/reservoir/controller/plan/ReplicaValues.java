package io.reservoir.controller.plan;

import io.reservoir.model.vee.Vee;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the newest readings say about single replicas, by metric and number: the metrics by which a manifest says who
 * goes first, and when. What is stale is not in it.
 */
public record ReplicaValues(Map<Measured, Map<Integer, Sample>> newest) {
    public static final ReplicaValues UNKNOWN = new ReplicaValues(Map.of());

    /** A metric of the replicas of a component. */
    public record Measured(String component, String metric) {}

    public record Sample(double value, Instant at) {}

    /** What was read of a VEE since it is in its phase, null where that is not known. */
    @Nullable
    Sample sample(Vee vee, String metric) {
        var sample = newest.getOrDefault(new Measured(vee.id().component(), metric), Map.of())
                .get(vee.id().ordinal());
        return sample == null || sample.at().isBefore(vee.since()) ? null : sample;
    }
}
