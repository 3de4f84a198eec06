package io.reservoir.dsl.check;

import java.util.HashMap;
import java.util.Map;

/**
 * What a loop of indicators multiplies itself by.
 *
 * @param factor the product of the gains where the loop is one circle; where circles share indicators, the growth in
 *     one evaluation: the spectral radius of the matrix of gains without their signs, or a bound above it
 * @param exact false where that is a bound only
 */
record Growth(double factor, boolean exact) {
    private static final int ROUNDS = 200;
    private static final double TOLERANCE = 1e-9;

    static Growth of(Map<Key, Map<Key, Gain>> gains) {
        var all = gains.values().stream().flatMap(row -> row.values().stream()).toList();
        var exact = all.stream().allMatch(Gain::exact);
        if (gains.values().stream().allMatch(row -> row.size() == 1)) {
            var product = all.stream().reduce(Gain.ONE, Gain::times);
            return new Growth(Math.abs(product.factor()), exact);
        }
        if (all.stream().anyMatch(gain -> Double.isInfinite(gain.factor()))) {
            return new Growth(Double.POSITIVE_INFINITY, false);
        }
        var radius = radius(gains);
        return new Growth(
                radius.factor(), radius.exact() && exact && all.stream().allMatch(gain -> gain.factor() >= 0));
    }

    /**
     * Multiplies again and again: the least and the greatest growth of an indicator enclose the radius (Collatz and
     * Wielandt). Each counts once more for itself, so that this settles for circles too.
     */
    private static Growth radius(Map<Key, Map<Key, Gain>> gains) {
        var now = new HashMap<Key, Double>();
        gains.keySet().forEach(key -> now.put(key, 1.0));
        var least = 0.0;
        var most = Double.POSITIVE_INFINITY;
        for (var round = 0; round < ROUNDS && most - least > TOLERANCE * least; round++) {
            var next = new HashMap<Key, Double>();
            now.forEach((key, value) -> next.put(key, value + sum(gains.getOrDefault(key, Map.of()), now)));
            var growth = next.entrySet().stream()
                    .mapToDouble(entry -> entry.getValue() / now.getOrDefault(entry.getKey(), 1.0))
                    .summaryStatistics();
            least = growth.getMin();
            most = growth.getMax();
            var scale = most;
            next.forEach((key, value) -> now.put(key, value / scale));
        }
        return new Growth(most - 1, most - least <= TOLERANCE * most);
    }

    private static double sum(Map<Key, Gain> row, Map<Key, Double> now) {
        return row.entrySet().stream()
                .mapToDouble(entry -> Math.abs(entry.getValue().factor()) * now.getOrDefault(entry.getKey(), 0.0))
                .sum();
    }
}
