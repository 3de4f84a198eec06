package io.reservoir.rules.window;

import io.reservoir.dsl.program.Input;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The series of one service, of those metrics that its program reads and of no others. */
public final class ServiceWindows {
    private static final long MOST_AHEAD = EventTime.nanos(Reading.MOST_AHEAD);

    private final SeriesIndex index;
    private final MetricSeries[] series;
    private long seen = Long.MIN_VALUE;

    /**
     * Windows for what a program reads of the metrics that it declares.
     *
     * @param index of the same inputs
     */
    public ServiceWindows(SeriesIndex index, List<Input> inputs, List<Metric> metrics) {
        this.index = index;
        series = new MetricSeries[index.size()];
        for (int i = 0; i < series.length; i++) {
            series[i] = series(index.readers(i), inputs, metrics);
        }
    }

    private static MetricSeries series(int[] readers, List<Input> inputs, List<Metric> metrics) {
        var windows = Arrays.stream(readers)
                .mapToObj(inputs::get)
                .map(Input.Windowed.class::cast)
                .toList();
        var longest = windows.stream()
                .mapToLong(window -> EventTime.nanos(window.window()))
                .max()
                .orElseThrow();
        var any = windows.getFirst();
        return new MetricSeries(declared(any.metric(), any.component(), metrics), longest);
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

    /** A view of one input; {@code pool} is shared by those that are asked in turn. */
    public InputWindow window(Input.Windowed input, Replicas replicas, Pool pool) {
        return new InputWindow(input, series[index.of(input.metric(), input.component())], replicas, pool);
    }

    /**
     * Takes a sample in.
     *
     * @return the inputs that read its metric, as indices in the program, not to be changed; null if nobody reads it, or
     *     it comes twice or too late to be looked at
     */
    public int @Nullable [] accept(Reading reading) {
        int place = index.of(reading.metric(), reading.component());
        var isTaken = place != SeriesIndex.NONE
                && Double.isFinite(reading.value())
                && series[place].add(reading.replica(), EventTime.nanos(reading.at()), reading.value(), seen);
        return isTaken ? index.readers(place) : null;
    }

    /**
     * Nothing older than a window before that time will be looked at any more, unless it goes back: then somebody has put
     * the clock right, and what was read under the wrong one is forgotten.
     */
    public void advance(long now) {
        if (now < seen) {
            long latest = EventTime.after(now, MOST_AHEAD);
            for (var held : series) {
                held.forgetAfter(latest);
            }
        }
        seen = now;
    }

    /** The time at which somebody has looked last, as {@link EventTime} counts. */
    public long seen() {
        return seen;
    }

    /** What all series hold, by component, metric and replica. */
    public List<SeriesState> state() {
        var states = new ArrayList<SeriesState>();
        for (var held : series) {
            states.addAll(held.state());
        }
        states.sort(Comparator.comparing(SeriesState::component)
                .thenComparing(SeriesState::metric)
                .thenComparingInt(SeriesState::replica));
        return List.copyOf(states);
    }

    /** Holds that and nothing else from now on; series that nobody reads are left out. */
    public void restore(long newSeen, List<SeriesState> states) {
        seen = newSeen;
        for (var held : series) {
            held.restore(states.stream()
                    .filter(s -> s.component().equals(held.metric().component())
                            && s.metric().equals(held.metric().name()))
                    .toList());
        }
    }

    /** Takes over the samples of all series that a former program of the same service had as well. */
    public void carryOver(ServiceWindows former) {
        seen = former.seen;
        for (var mine : series) {
            int place = former.index.of(mine.metric().name(), mine.metric().component());
            if (place != SeriesIndex.NONE) {
                mine.carryOver(former.series[place]);
            }
        }
    }
}
