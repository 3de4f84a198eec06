package io.reservoir.rules.bench;

import java.util.Arrays;

/** The last samples of the series of one service and their averages, for contenders that have no windows of their own. */
public final class Averages {
    /** A power of two that has room for a whole window. */
    private static final int KEPT = 4;

    private final long[] times = new long[Workload.SERIES * KEPT];
    private final double[] samples = new double[Workload.SERIES * KEPT];
    private final int[] newest = new int[Workload.SERIES];
    private final double[] averages = new double[Workload.SERIES];

    public Averages() {
        Arrays.fill(times, Long.MIN_VALUE);
        Arrays.fill(averages, Double.NaN);
    }

    /** The average of a series, NaN before its first sample. */
    public double of(int series) {
        return averages[series];
    }

    /** Takes a sample in, and says what the average of its series then is. */
    public double add(int series, long nanos, double value) {
        int first = series * KEPT;
        int slot = (newest[series] + 1) & (KEPT - 1);
        newest[series] = slot;
        times[first + slot] = nanos;
        samples[first + slot] = value;
        long expired = nanos - Workload.WINDOW_NANOS;
        double sum = 0;
        int count = 0;
        // oldest first, as sums of floating-point numbers depend on their order
        for (int i = 1; i <= KEPT; i++) {
            int at = first + ((slot + i) & (KEPT - 1));
            if (times[at] != Long.MIN_VALUE && times[at] > expired) {
                sum += samples[at];
                count++;
            }
        }
        averages[series] = sum / count;
        return averages[series];
    }
}
