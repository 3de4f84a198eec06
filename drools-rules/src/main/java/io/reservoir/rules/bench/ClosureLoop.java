package io.reservoir.rules.bench;

import io.reservoir.model.service.ServiceId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The statements of a {@link Workload} written by hand as closures over arrays, with no engine, no units, no causes and
 * no explanation: the least that such a thing can cost. Readings come to it as they come to anybody, by name.
 */
public final class ClosureLoop implements Contender {
    public static final String NAME = "closure loop";

    /** Which indicators read a series, directly or through others, in the order in which they follow from each other. */
    private static final int[][] INDICATORS = {{0, 1, 2}, {0, 1, 2}, {2}, {}, {}, {}, {}, {}};

    /** Which assignments do, counted from the first of them. */
    private static final int[][] ASSIGNMENTS = {{0, 1, 2}, {1, 2}, {2}, {2}, {4}, {4, 6}, {5, 6}, {3}};

    private static final Map<String, Integer> SERIES = Workload.seriesByName();

    private final List<Shop> shops;
    private final Map<ServiceId, Shop> byId = new HashMap<>();

    @FunctionalInterface
    private interface Formula {
        double of(Averages in, double[] values);
    }

    @FunctionalInterface
    private interface Guard {
        boolean holds(Averages in);
    }

    private static final Guard ALWAYS = in -> true;

    /** One service: its samples, its statements, what they say and what was decided. */
    private static final class Shop {
        private final Averages in = new Averages();
        private final double[] values = new double[Workload.STATEMENTS];
        private final int[] targets = new int[Workload.ASSIGNMENTS];
        private final Formula[] formulas;
        private final Guard[] guards;

        Shop(double capacity) {
            formulas = formulas(capacity);
            guards = guards();
            Arrays.fill(values, Double.NaN);
            Arrays.fill(targets, Decisions.INITIAL);
        }
    }

    public ClosureLoop(Workload workload) {
        shops = new ArrayList<>(workload.services());
    }

    private static Formula[] formulas(double capacity) {
        return new Formula[] {
            (in, of) -> in.of(0) + in.of(1),
            (in, of) -> 3 * of[0],
            (in, of) -> 0.5 * of[1] + in.of(2),
            (in, of) -> in.of(0) / capacity,
            (in, of) -> of[1] / 900,
            (in, of) -> Math.max(of[2] / 700, in.of(3) / 50),
            (in, of) -> in.of(7) / 300,
            (in, of) -> in.of(4) / 125,
            (in, of) -> Double.isNaN(in.of(6)) ? Double.NaN : in.of(6) > 500 ? 4 : 2,
            (in, of) -> (in.of(5) + in.of(6)) / 400
        };
    }

    private static Guard[] guards() {
        var guards = new Guard[Workload.ASSIGNMENTS];
        Arrays.fill(guards, ALWAYS);
        guards[4] = in -> in.of(5) > 400;
        return guards;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void deploy(int service) {
        var shop = new Shop(Workload.capacity(service));
        shops.add(shop);
        byId.put(Workload.id(service), shop);
    }

    @Override
    public int take(Readings readings, int index) {
        var reading = readings.reading(index);
        var shop = Objects.requireNonNull(byId.get(reading.service()));
        int series = Objects.requireNonNull(SERIES.get(reading.metric()));
        shop.in.add(series, readings.nanos(index), readings.value(index));
        for (int indicator : INDICATORS[series]) {
            shop.values[indicator] = shop.formulas[indicator].of(shop.in, shop.values);
        }
        int changed = 0;
        for (int assignment : ASSIGNMENTS[series]) {
            int statement = Workload.INDICATORS + assignment;
            double raw = shop.formulas[statement].of(shop.in, shop.values);
            shop.values[statement] = raw;
            int standing = shop.targets[assignment];
            if (shop.guards[assignment].holds(shop.in)) {
                int target = Decisions.next(standing, raw);
                if (target != standing) {
                    shop.targets[assignment] = target;
                    changed++;
                }
            }
        }
        return changed;
    }

    @Override
    public int target(int service, int assignment) {
        return shops.get(service).targets[assignment];
    }

    @Override
    public double[] values(int service) {
        return shops.get(service).values.clone();
    }

    @Override
    public void close() {
        shops.clear();
        byId.clear();
    }
}
