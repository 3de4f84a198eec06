package io.reservoir.rules.window;

import io.reservoir.model.service.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All series of one metric of one component: one per replica that reports, and the service-level one. */
public final class MetricSeries {
    static final int MOST_SERIES = 1_024;

    /** Of all series together: 2 MiB. Beyond that, each keeps what it has and forgets its oldest for a new one. */
    static final int MOST_SAMPLES = 131_072;

    private static final int FIRST_SERIES = 2;

    private final Metric metric;
    private final long freshNanos;
    private final long retentionNanos;

    private int[] ordinals = new int[FIRST_SERIES];
    private @Nullable Series[] series = new Series[FIRST_SERIES];
    private int count;
    private int capacity;

    /** @param longestWindowNanos the longest window that anybody looks at it through */
    MetricSeries(Metric metric, long longestWindowNanos) {
        this.metric = metric;
        freshNanos = EventTime.nanos(metric.period().multipliedBy(3));
        retentionNanos = Math.max(freshNanos, longestWindowNanos);
    }

    Metric metric() {
        return metric;
    }

    /** How old the newest sample of a series may be for the series to be worth anything: three periods. */
    long freshNanos() {
        return freshNanos;
    }

    @Nullable
    Series of(int ordinal) {
        int place = Arrays.binarySearch(ordinals, 0, count, ordinal);
        return place < 0 ? null : series[place];
    }

    int count() {
        return count;
    }

    Series at(int index) {
        var found = series[index];
        if (found == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return found;
    }

    /**
     * Takes a sample in; false if it is older than anything that is looked at, or there already, or there is no room
     * for one more series.
     *
     * @param seen the time at which somebody has looked last
     */
    boolean add(int ordinal, long time, double value, long seen) {
        long expired = EventTime.before(seen, retentionNanos);
        if (time <= expired || ordinal < 0) {
            return false;
        }
        var target = of(ordinal);
        if (target == null) {
            target = newSeries(ordinal, expired);
        }
        if (target == null) {
            return false;
        }
        int before = target.capacity();
        if (!target.add(time, value, expired, capacity + before <= MOST_SAMPLES)) {
            return false;
        }
        capacity += target.capacity() - before;
        return true;
    }

    private @Nullable Series newSeries(int ordinal, long expired) {
        if (count == MOST_SERIES) {
            dropSilent(expired);
        }
        if (count == MOST_SERIES) {
            return null;
        }
        if (count == ordinals.length) {
            ordinals = Arrays.copyOf(ordinals, 2 * count);
            series = Arrays.copyOf(series, 2 * count);
        }
        int place = -Arrays.binarySearch(ordinals, 0, count, ordinal) - 1;
        System.arraycopy(ordinals, place, ordinals, place + 1, count - place);
        System.arraycopy(series, place, series, place + 1, count - place);
        var added = new Series();
        ordinals[place] = ordinal;
        series[place] = added;
        count++;
        capacity += added.capacity();
        return added;
    }

    /** Series of replicas that have been gone for long make room for those that come. */
    private void dropSilent(long expired) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (at(i).newest() > expired) {
                ordinals[kept] = ordinals[i];
                series[kept] = series[i];
                kept++;
            } else {
                capacity -= at(i).capacity();
            }
        }
        Arrays.fill(series, kept, count, null);
        count = kept;
    }

    /** Forgets what is later than that time. */
    void forgetAfter(long time) {
        for (int i = 0; i < count; i++) {
            at(i).forgetAfter(time);
        }
    }

    /** What it holds, by ordinal. */
    List<SeriesState> state() {
        var states = new ArrayList<SeriesState>(count);
        for (int i = 0; i < count; i++) {
            var held = at(i);
            states.add(
                    new SeriesState(metric.component(), metric.name(), ordinals[i], held.capacity(), held.samples()));
        }
        return states;
    }

    /** Holds that and nothing else from now on. */
    void restore(List<SeriesState> states) {
        var sorted = states.stream()
                .sorted(Comparator.comparingInt(SeriesState::replica))
                .toList();
        count = Math.min(sorted.size(), MOST_SERIES);
        ordinals = new int[Math.max(FIRST_SERIES, count)];
        series = new Series[ordinals.length];
        capacity = 0;
        for (int i = 0; i < count; i++) {
            var state = sorted.get(i);
            ordinals[i] = state.replica();
            series[i] = new Series(state.capacity(), state.samples());
            capacity += state.capacity();
        }
    }

    /** Takes over what another one of the same metric has gathered, if samples of both mean the same. */
    void carryOver(MetricSeries former) {
        if (former.metric.kind() == metric.kind()
                && former.metric.unit().dimension().equals(metric.unit().dimension())) {
            ordinals = former.ordinals;
            series = former.series;
            count = former.count;
            capacity = former.capacity;
        }
    }
}
