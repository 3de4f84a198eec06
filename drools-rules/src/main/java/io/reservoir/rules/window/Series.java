package io.reservoir.rules.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples of one source, in order of event time whatever the order of their arrival: a ring that grows up to
 * {@link #MOST_SAMPLES}, from where on the oldest sample makes room.
 */
final class Series {
    /** 128 KiB of numbers and times, a window of 22 h at one sample in 10 s. */
    static final int MOST_SAMPLES = 8_192;

    private static final int FIRST_SAMPLES = 8;

    private long[] times = new long[FIRST_SAMPLES];
    private double[] values = new double[FIRST_SAMPLES];
    private int head;
    private int size;

    Series() {}

    /** A series with those samples, and room for so many. */
    Series(int capacity, List<SeriesState.Sample> samples) {
        times = new long[capacity];
        values = new double[capacity];
        for (var sample : samples) {
            times[size] = sample.nanos();
            values[size] = sample.value();
            size++;
        }
    }

    int size() {
        return size;
    }

    /** What it holds, oldest first. */
    List<SeriesState.Sample> samples() {
        var samples = new ArrayList<SeriesState.Sample>(size);
        for (int i = 0; i < size; i++) {
            samples.add(new SeriesState.Sample(time(i), value(i)));
        }
        return samples;
    }

    long time(int index) {
        return times[at(index)];
    }

    double value(int index) {
        return values[at(index)];
    }

    /** The time of the newest sample, the beginning of time where there is none. */
    long newest() {
        return size == 0 ? Long.MIN_VALUE : time(size - 1);
    }

    /** Index of the first sample later than that time, {@link #size} if there is none. */
    int firstAfter(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time(middle) <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many samples there is room for before it grows or forgets. */
    int capacity() {
        return times.length;
    }

    /**
     * Puts a sample at its place; false if there is one of that time already (the first one wins) or if it is older
     * than all that there is room for.
     *
     * @param expired samples of that time and before it are no longer needed, save the newest
     * @param mayGrow false if the oldest sample has to make room although the series could be longer
     */
    boolean add(long time, double value, long expired, boolean mayGrow) {
        if (time <= newest() && holds(time)) {
            return false;
        }
        if (size == times.length) {
            drop(Math.min(firstAfter(expired), size - 1));
        }
        if (size == times.length) {
            if (mayGrow && size < MOST_SAMPLES) {
                grow();
            } else if (time < time(0)) {
                return false;
            } else {
                drop(1);
            }
        }
        int place = firstAfter(time);
        for (int i = size; i > place; i--) {
            times[at(i)] = times[at(i - 1)];
            values[at(i)] = values[at(i - 1)];
        }
        times[at(place)] = time;
        values[at(place)] = value;
        size++;
        return true;
    }

    /** Forgets the samples later than that time. */
    void forgetAfter(long time) {
        size = firstAfter(time);
    }

    private boolean holds(long time) {
        int place = firstAfter(time);
        return place > 0 && time(place - 1) == time;
    }

    private void drop(int count) {
        head = at(count);
        size -= count;
    }

    private void grow() {
        var grownTimes = Arrays.copyOf(times, 2 * times.length);
        var grownValues = Arrays.copyOf(values, 2 * values.length);
        for (int i = 0; i < size; i++) {
            grownTimes[i] = time(i);
            grownValues[i] = value(i);
        }
        times = grownTimes;
        values = grownValues;
        head = 0;
    }

    /** The length of the arrays is a power of two. */
    private int at(int index) {
        return (head + index) & (times.length - 1);
    }
}
