package io.reservoir.model.service;

import org.jspecify.annotations.Nullable;

/** How many replicas a component may have: what its author wrote, null where nothing was written. */
public record ReplicaBounds(
        @Nullable Integer min,
        @Nullable Integer max,
        @Nullable Integer initial) {
    public static final ReplicaBounds UNWRITTEN = new ReplicaBounds(null, null, null);

    public static final int DEFAULT_MIN = 1;

    /** Used, with a warning of the checker, where neither a rule nor the component says a maximum. */
    public static final int DEFAULT_MAX = 10;

    public int minOrDefault() {
        return min == null ? DEFAULT_MIN : min;
    }

    public int maxOrDefault() {
        return max == null ? Math.max(DEFAULT_MAX, minOrDefault()) : max;
    }

    /** What to start with: the written number of first replicas, brought between the bounds. */
    public int initialOrDefault() {
        return Math.clamp(initial == null ? minOrDefault() : initial, minOrDefault(), maxOrDefault());
    }
}
