package io.reservoir.rules.window;

import java.util.Collection;

/** Which replicas of a component are ready. */
public final class Replicas {
    private final String component;
    private int[] ready = {};

    public Replicas(String component) {
        this.component = component;
    }

    public String component() {
        return component;
    }

    public void ready(Collection<Integer> ordinals) {
        ready = ordinals.stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .distinct()
                .toArray();
    }

    public int count() {
        return ready.length;
    }

    int ordinal(int index) {
        return ready[index];
    }
}
