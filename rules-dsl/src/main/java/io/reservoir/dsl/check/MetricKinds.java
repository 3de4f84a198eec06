package io.reservoir.dsl.check;

import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.unit.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the name of a metric says about it where nobody declared it. */
final class MetricKinds {
    private static final List<String> TOTALS = List.of(
            "users", "sessions", "load", "requests", "connections", "jobs", "messages", "tasks", "orders", "clients");

    private MetricKinds() {}

    /**
     * What is known of a metric by its name.
     *
     * @param unit null where the name says nothing of it, so that its values take any unit
     */
    record Kind(Aggregation acrossReplicas, @Nullable Unit unit, String words) {}

    /** Null where the name tells nothing. */
    static @Nullable Kind of(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith("persecond")) {
            var unit = lower.startsWith("byte") ? "B/s" : "req/s";
            return new Kind(Aggregation.SUM, unit(unit), "in " + unit + ", added up over replicas");
        }
        if (lower.endsWith("time") || lower.endsWith("latency")) {
            return new Kind(new Aggregation.Percentile(0.95), unit("s"), "in s, the 95th percentile over samples");
        }
        if (lower.endsWith("utilization") || lower.endsWith("utilisation") || lower.endsWith("percent")) {
            return new Kind(Aggregation.AVG, unit("%"), "in %, averaged over replicas");
        }
        if (lower.equals("load")) {
            return new Kind(Aggregation.SUM, null, "added up over replicas");
        }
        if (lower.endsWith("count")
                || lower.contains("queue")
                || TOTALS.stream().anyMatch(lower::endsWith)) {
            return new Kind(Aggregation.SUM, Unit.ONE, "a count, added up over replicas");
        }
        return null;
    }

    private static Unit unit(String name) {
        return Objects.requireNonNull(Unit.named(name));
    }
}
