package io.reservoir.controller.plan;

import io.reservoir.model.vee.Vee;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the newest readings say about single replicas, by component and number: the metrics by which a manifest says who
 * goes first. What is stale is not in it.
 */
public record ReplicaValues(Map<String, Map<Integer, Sample>> newest) {
    public static final ReplicaValues UNKNOWN = new ReplicaValues(Map.of());

    public record Sample(double value, Instant at) {}

    /** The value of a VEE, null where it is not known; what was read before the VEE came is about another one. */
    @Nullable
    Double of(Vee vee) {
        var sample =
                newest.getOrDefault(vee.id().component(), Map.of()).get(vee.id().ordinal());
        return sample == null || sample.at().isBefore(vee.since()) ? null : sample.value();
    }
}
