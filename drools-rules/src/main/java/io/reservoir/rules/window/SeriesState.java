package io.reservoir.rules.window;

import java.util.List;

/**
 * The samples of one source of readings as they are held.
 *
 * @param replica ordinal of the replica, 0 for the series of the whole component
 * @param capacity how many samples there is room for
 * @param samples in order of time
 */
public record SeriesState(String component, String metric, int replica, int capacity, List<Sample> samples) {
    public SeriesState {
        samples = List.copyOf(samples);
        if (capacity < samples.size() || Integer.bitCount(capacity) != 1 || capacity > Series.MOST_SAMPLES) {
            throw new IllegalArgumentException("not the room of a series: " + capacity + " for " + samples.size());
        }
        for (int i = 1; i < samples.size(); i++) {
            if (samples.get(i).nanos() <= samples.get(i - 1).nanos()) {
                throw new IllegalArgumentException("samples are not in order of time");
            }
        }
    }

    /**
     * One sample.
     *
     * @param nanos its event time, as {@link EventTime} counts
     * @param value in base units
     */
    public record Sample(long nanos, double value) {}
}
