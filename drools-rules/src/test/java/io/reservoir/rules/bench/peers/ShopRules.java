package io.reservoir.rules.bench.peers;

import io.reservoir.rules.bench.Decisions;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The statements of the workload as rules over a {@link ShopFact}, for engines whose rules are written in Java. */
final class ShopRules {
    private ShopRules() {}

    /**
     * Sets an indicator that differs from what its statement says.
     *
     * @param property the one that it sets, which its condition reads beside {@code reads}
     */
    record Indicating(int index, String property, List<String> reads, ToDoubleFunction<ShopFact> formula) {
        boolean isDue(ShopFact fact) {
            return ShopFact.differs(fact.indicator(index), formula.applyAsDouble(fact));
        }

        void settle(ShopFact fact) {
            fact.setIndicator(index, formula.applyAsDouble(fact));
        }

        String[] propertiesOfCondition() {
            return Stream.concat(reads.stream(), Stream.of(property)).toArray(String[]::new);
        }

        /** So that each fires once for a reading. */
        int salience() {
            return INDICATORS.size() - index;
        }
    }

    /** Sets a target that has to change. No rule but itself reads the target. */
    record Assigning(
            int index,
            String property,
            List<String> reads,
            Predicate<ShopFact> guard,
            ToDoubleFunction<ShopFact> formula) {
        boolean isDue(ShopFact fact) {
            return guard.test(fact) && next(fact) != fact.target(index);
        }

        void settle(ShopFact fact) {
            fact.setTarget(index, next(fact));
        }

        private int next(ShopFact fact) {
            return Decisions.next(fact.target(index), formula.applyAsDouble(fact));
        }
    }

    static final List<Indicating> INDICATORS = List.of(
            new Indicating(0, "x", List.of("a", "b"), s -> s.getA() + s.getB()),
            new Indicating(1, "y", List.of("x"), s -> 3 * s.getX()),
            new Indicating(2, "z", List.of("y", "c"), s -> 0.5 * s.getY() + s.getC()));

    static final List<Assigning> ASSIGNMENTS = List.of(
            new Assigning(0, "replicas1", List.of("a"), ShopRules::always, s -> s.getA() / s.getCapacity()),
            new Assigning(1, "replicas2", List.of("y"), ShopRules::always, s -> s.getY() / 900),
            new Assigning(
                    2, "replicas3", List.of("z", "d"), ShopRules::always, s -> Math.max(s.getZ() / 700, s.getD() / 50)),
            new Assigning(3, "replicas4", List.of("h"), ShopRules::always, s -> s.getH() / 300),
            new Assigning(4, "cpu1", List.of("e", "f"), s -> s.getF() > 400, s -> s.getE() / 125),
            new Assigning(5, "cpu2", List.of("g"), ShopRules::always, s -> cpu2(s.getG())),
            new Assigning(6, "cpu3", List.of("f", "g"), ShopRules::always, s -> (s.getF() + s.getG()) / 400));

    private static boolean always(ShopFact fact) {
        return true;
    }

    private static double cpu2(double g) {
        return Double.isNaN(g) ? Double.NaN : g > 500 ? 4 : 2;
    }

    /** What all statements say. */
    static double[] values(ShopFact fact) {
        var values = new double[INDICATORS.size() + ASSIGNMENTS.size()];
        INDICATORS.forEach(i -> values[i.index()] = fact.indicator(i.index()));
        ASSIGNMENTS.forEach(
                a -> values[INDICATORS.size() + a.index()] = a.formula().applyAsDouble(fact));
        return values;
    }
}
