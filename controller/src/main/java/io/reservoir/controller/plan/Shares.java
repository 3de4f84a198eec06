package io.reservoir.controller.plan;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many of n replicas belong to each domain: by largest remainder, a tie to the larger share. */
final class Shares {
    private static final double TOLERANCE = 1e-9;

    private Shares() {}

    static Map<String, Integer> of(Map<String, Double> shares, int replicas) {
        var counts = new LinkedHashMap<String, Integer>();
        shares.forEach((domain, share) -> counts.put(domain, (int) Math.floor(share * replicas + TOLERANCE)));
        var left =
                replicas - counts.values().stream().mapToInt(Integer::intValue).sum();
        shares.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> e) -> -remainder(e.getValue(), replicas))
                        .thenComparingDouble(e -> -e.getValue()))
                .limit(left)
                .forEach(e -> counts.merge(e.getKey(), 1, Integer::sum));
        return counts;
    }

    /** Rounded to the tolerance, so that equal remainders are equal. */
    private static double remainder(double share, int replicas) {
        var exact = share * replicas;
        return Math.rint((exact - Math.floor(exact + TOLERANCE)) / TOLERANCE) * TOLERANCE;
    }
}
