package io.reservoir.dsl.check;

import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.reading.Aggregation.Simple;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How aggregations are written: {@code avg}, {@code sum}, {@code p95}. */
final class Aggregations {
    static final List<String> NAMES = List.of("avg", "sum", "min", "max", "last", "rate", "delta", "p95");

    private static final Map<String, Aggregation> SIMPLE = Map.of(
            "avg", Simple.AVG,
            "sum", Simple.SUM,
            "min", Simple.MIN,
            "max", Simple.MAX,
            "last", Simple.LAST,
            "rate", Simple.RATE,
            "delta", Simple.DELTA);

    /** {@code p1} to {@code p99}, and more nines: {@code p995}, {@code p999}, {@code p9999}. */
    private static final Pattern PERCENTILE = Pattern.compile("p(0?[1-9]|[1-9]\\d|9[0-9]{2}|99[0-9]{2})");

    private Aggregations() {}

    /** The aggregation of that name, ignoring case; null where there is none. */
    static @Nullable Aggregation named(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        return PERCENTILE.matcher(lower).matches() ? percentile(lower.substring(1)) : SIMPLE.get(lower);
    }

    private static Aggregation percentile(String digits) {
        return new Aggregation.Percentile(Integer.parseInt(digits) / Math.pow(10, Math.max(2, digits.length())));
    }

    /** How replicas of a component may be combined; the others are over time only. */
    static boolean isAcrossReplicas(Aggregation aggregation) {
        return switch (aggregation) {
            case Aggregation.Percentile percentile -> true;
            case Simple simple ->
                switch (simple) {
                    case SUM, AVG, MIN, MAX -> true;
                    case LAST, RATE, DELTA -> false;
                };
        };
    }
}
