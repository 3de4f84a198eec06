package io.reservoir.rules.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The statements of a {@link Workload} written by hand as closures over arrays, with no engine, no units, no causes and
 * no explanation: the least that such a thing can cost.
 */
final class ClosureLoop {
    private static final long WINDOW_NANOS = 30_000_000_000L;
    private static final int KEPT = 4;

    /** The guard of the eighth statement, which may change by itself. */
    private static final int GUARD = Workload.STATEMENTS;

    private final Shop[] shops;

    /** One service: the last samples of each series, their averages, and what the statements say. */
    private static final class Shop {
        private final long[] times = new long[Workload.SERIES * KEPT];
        private final double[] samples = new double[Workload.SERIES * KEPT];
        private final int[] newest = new int[Workload.SERIES];
        private final double[] averages = new double[Workload.SERIES];
        private final double[] values = new double[Workload.STATEMENTS + 1];
        private final List<ToDoubleFunction<Shop>> statements;

        Shop(double capacity) {
            statements = statements(capacity);
            Arrays.fill(times, Long.MIN_VALUE);
            Arrays.fill(averages, Double.NaN);
            Arrays.fill(values, Double.NaN);
        }

        double in(int series) {
            return averages[series];
        }

        double of(int statement) {
            return values[statement];
        }
    }

    /** Which statements read a series, directly or through others, in the order in which they follow from each other. */
    private static final int[][] READERS = {
        {0, 1, 2, 3, 4, 5}, {0, 1, 2, 4, 5}, {2, 5}, {5}, {7}, {GUARD, 9}, {8, 9}, {6}
    };

    ClosureLoop(Workload workload) {
        shops = new Shop[workload.services()];
        for (int i = 0; i < shops.length; i++) {
            shops[i] = new Shop(Workload.capacity(i));
        }
    }

    private static List<ToDoubleFunction<Shop>> statements(double capacity) {
        return List.of(
                s -> s.in(0) + s.in(1),
                s -> 3 * s.of(0),
                s -> 0.5 * s.of(1) + s.in(2),
                s -> s.in(0) / capacity,
                s -> s.of(1) / 900,
                s -> Math.max(s.of(2) / 700, s.in(3) / 50),
                s -> s.in(7) / 300,
                s -> s.in(4) / 1000,
                s -> s.in(6) > 500 ? 4 : 2,
                s -> (s.in(5) + s.in(6)) / 400,
                s -> s.in(5) > 400 ? 1 : 0);
    }

    /** Takes a reading in and works out what follows; how many statements then say something else. */
    int take(int service, int series, long nanos, double value) {
        var shop = shops[service];
        int slot = (shop.newest[series] + 1) % KEPT;
        shop.newest[series] = slot;
        shop.times[series * KEPT + slot] = nanos;
        shop.samples[series * KEPT + slot] = value;
        shop.averages[series] = average(shop, series, nanos);
        int changed = 0;
        for (int statement : READERS[series]) {
            double fresh = shop.statements.get(statement).applyAsDouble(shop);
            if (Double.doubleToLongBits(fresh) != Double.doubleToLongBits(shop.values[statement])) {
                shop.values[statement] = fresh;
                changed++;
            }
        }
        return changed;
    }

    /** Oldest first, as sums of floating-point numbers depend on their order. */
    private static double average(Shop shop, int series, long now) {
        double sum = 0;
        int count = 0;
        for (int i = 1; i <= KEPT; i++) {
            int slot = series * KEPT + (shop.newest[series] + i) % KEPT;
            if (shop.times[slot] != Long.MIN_VALUE && shop.times[slot] > now - WINDOW_NANOS) {
                sum += shop.samples[slot];
                count++;
            }
        }
        return sum / count;
    }

    double value(int service, int statement) {
        return shops[service].values[statement];
    }
}
