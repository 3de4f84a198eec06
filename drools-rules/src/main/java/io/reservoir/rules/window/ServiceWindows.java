package io.reservoir.rules.window;

import io.reservoir.dsl.program.Input;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The series of one service, of those metrics that its program reads and of no others. */
public final class ServiceWindows {
    private final Map<String, Map<String, MetricSeries>> byComponentAndMetric = new HashMap<>();
    private long seen = Long.MIN_VALUE;

    /** Windows for what a program reads of the metrics that it declares. */
    public static ServiceWindows of(List<Input> inputs, List<Metric> metrics) {
        Map<String, Map<String, Long>> longest = new HashMap<>();
        for (var input : inputs) {
            if (input instanceof Input.Windowed windowed) {
                longest.computeIfAbsent(windowed.component(), component -> new HashMap<>())
                        .merge(windowed.metric(), EventTime.nanos(windowed.window()), Math::max);
            }
        }
        var windows = new ServiceWindows();
        longest.forEach((component, byMetric) -> byMetric.forEach(
                (name, nanos) -> windows.add(new MetricSeries(declared(name, component, metrics), nanos))));
        return windows;
    }

    private static Metric declared(String name, String component, List<Metric> metrics) {
        var found = metrics.stream()
                .filter(m -> m.name().equals(name) && m.component().equals(component))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "metric " + name + "(" + component + ") is read and not declared"));
        if (found.acrossReplicas() instanceof Aggregation.Simple simple) {
            switch (simple) {
                case AVG, SUM, MIN, MAX -> {}
                case LAST, RATE, DELTA ->
                    throw new IllegalArgumentException("values of replicas cannot be put together by " + simple + ": "
                            + name + "(" + component + ")");
            }
        }
        return found;
    }

    private void add(MetricSeries series) {
        byComponentAndMetric
                .computeIfAbsent(series.metric().component(), component -> new HashMap<>())
                .put(series.metric().name(), series);
    }

    /** A view of one input; {@code pool} is shared by those that are asked in turn. */
    public InputWindow window(Input.Windowed input, Replicas replicas, Pool pool) {
        var series = find(input.component(), input.metric());
        if (series == null) {
            throw new IllegalArgumentException("not an input of this program: " + input.text());
        }
        return new InputWindow(input, series, replicas, pool);
    }

    /** Takes a sample in; false if nobody reads it, or it comes twice or too late to be looked at. */
    public boolean accept(Reading reading) {
        var series = find(reading.component(), reading.metric());
        return series != null
                && Double.isFinite(reading.value())
                && series.add(reading.replica(), EventTime.nanos(reading.at()), reading.value(), seen);
    }

    /** Nothing older than a window before that time will be looked at any more. */
    public void advance(long now) {
        seen = Math.max(seen, now);
    }

    /** The latest time at which somebody has looked, as {@link EventTime} counts. */
    public long seen() {
        return seen;
    }

    /** What all series hold, by component, metric and replica. */
    public List<SeriesState> state() {
        var states = new ArrayList<SeriesState>();
        byComponentAndMetric
                .values()
                .forEach(byMetric -> byMetric.values().forEach(series -> states.addAll(series.state())));
        states.sort(Comparator.comparing(SeriesState::component)
                .thenComparing(SeriesState::metric)
                .thenComparingInt(SeriesState::replica));
        return List.copyOf(states);
    }

    /** Holds that and nothing else from now on; series that nobody reads are left out. */
    public void restore(long newSeen, List<SeriesState> states) {
        seen = newSeen;
        byComponentAndMetric
                .values()
                .forEach(byMetric -> byMetric.values()
                        .forEach(series -> series.restore(states.stream()
                                .filter(s -> s.component()
                                                .equals(series.metric().component())
                                        && s.metric().equals(series.metric().name()))
                                .toList())));
    }

    /** Takes over the samples of all series that a former program of the same service had as well. */
    public void carryOver(ServiceWindows former) {
        seen = former.seen;
        byComponentAndMetric
                .values()
                .forEach(byMetric -> byMetric.values().forEach(series -> {
                    var before = former.find(
                            series.metric().component(), series.metric().name());
                    if (before != null) {
                        series.carryOver(before);
                    }
                }));
    }

    private @Nullable MetricSeries find(String component, String metric) {
        var byMetric = byComponentAndMetric.get(component);
        return byMetric == null ? null : byMetric.get(metric);
    }
}
