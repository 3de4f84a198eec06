package io.reservoir.rules.window;

import io.reservoir.dsl.program.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which metrics the inputs of a program read, numbered, and who reads them. Programs of one shape have it in common, so
 * that looking a reading's metric up touches no memory of its service.
 */
public final class SeriesIndex {
    static final int NONE = -1;

    private final Map<String, Map<String, Integer>> byMetricAndComponent = new HashMap<>();
    private final List<int[]> readers = new ArrayList<>();

    public SeriesIndex(List<Input> inputs) {
        List<List<Integer>> reading = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            if (inputs.get(i) instanceof Input.Windowed windowed) {
                int series = byMetricAndComponent
                        .computeIfAbsent(windowed.metric(), metric -> new HashMap<>())
                        .computeIfAbsent(windowed.component(), component -> {
                            reading.add(new ArrayList<>());
                            return reading.size() - 1;
                        });
                reading.get(series).add(i);
            }
        }
        reading.forEach(
                of -> readers.add(of.stream().mapToInt(Integer::intValue).toArray()));
    }

    int size() {
        return readers.size();
    }

    /** The number of a metric of a component, {@link #NONE} if no input reads it. */
    int of(String metric, String component) {
        var byComponent = byMetricAndComponent.get(metric);
        var found = byComponent == null ? null : byComponent.get(component);
        return found == null ? NONE : found;
    }

    /** The inputs that read the series of that number, by their index in the program; not to be changed. */
    int[] readers(int series) {
        return readers.get(series);
    }
}
