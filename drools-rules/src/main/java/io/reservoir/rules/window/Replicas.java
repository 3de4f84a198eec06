package io.reservoir.rules.window;

import java.time.Instant;
import java.util.Map;

/** Which replicas of a component are ready. */
public final class Replicas {
    private final String component;
    private int[] ready = {};
    private long[] since = {};

    public Replicas(String component) {
        this.component = component;
    }

    public String component() {
        return component;
    }

    /** These are ready, by ordinal, and since when. */
    public void ready(Map<Integer, Instant> readySince) {
        ready = readySince.keySet().stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        since = new long[ready.length];
        for (int i = 0; i < ready.length; i++) {
            since[i] = EventTime.nanos(readySince.getOrDefault(ready[i], Instant.MIN));
        }
    }

    public int count() {
        return ready.length;
    }

    int ordinal(int index) {
        return ready[index];
    }

    /** Since when a replica is ready, as {@link EventTime} counts. */
    long since(int index) {
        return since[index];
    }
}
