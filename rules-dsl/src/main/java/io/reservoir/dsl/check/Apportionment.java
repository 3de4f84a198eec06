package io.reservoir.dsl.check;

import io.reservoir.model.service.DomainRule;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many replicas each domain gets of so many: by largest remainder, a tie to the larger share. */
final class Apportionment {
    private Apportionment() {}

    static Map<String, Integer> of(DomainRule.Shares rule, int replicas) {
        var whole = new LinkedHashMap<String, Integer>();
        rule.shareByDomain().forEach((domain, share) -> whole.put(domain, (int) Math.floor(share * replicas + 1e-9)));
        var left = replicas - whole.values().stream().mapToInt(n -> n).sum();
        rule.shareByDomain().entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Double>>comparingDouble(
                                e -> whole.getOrDefault(e.getKey(), 0) - e.getValue() * replicas)
                        .thenComparingDouble(e -> -e.getValue()))
                .limit(left)
                .forEach(e -> whole.merge(e.getKey(), 1, Integer::sum));
        return whole;
    }
}
