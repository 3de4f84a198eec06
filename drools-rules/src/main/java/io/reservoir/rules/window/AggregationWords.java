package io.reservoir.rules.window;

import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.reading.Numbers;

/** How samples became one number, for people. */
final class AggregationWords {
    private AggregationWords() {}

    /** @param pooled true if samples of all replicas were thrown together */
    static String of(Aggregation overTime, Aggregation acrossReplicas, boolean pooled, int series) {
        var words = switch (overTime) {
            case Aggregation.Percentile percentile -> percentile(percentile);
            case Aggregation.Simple simple -> overTime(simple);
        };
        return pooled || series <= 1 ? words : words + ", " + acrossReplicas(acrossReplicas) + " over replicas";
    }

    private static String percentile(Aggregation.Percentile percentile) {
        return "p" + Numbers.plain(percentile.rank() * 100).replace(".", "");
    }

    private static String overTime(Aggregation.Simple simple) {
        return switch (simple) {
            case AVG -> "average";
            case SUM -> "sum";
            case MIN -> "least";
            case MAX -> "greatest";
            case LAST -> "last";
            case RATE -> "rate";
            case DELTA -> "change";
        };
    }

    private static String acrossReplicas(Aggregation aggregation) {
        return switch (aggregation) {
            case Aggregation.Percentile percentile -> percentile(percentile);
            case Aggregation.Simple simple ->
                switch (simple) {
                    case SUM -> "added up";
                    case AVG -> "averaged";
                    case MIN -> "the least";
                    case MAX -> "the greatest";
                    case LAST -> "the last";
                    case RATE -> "the rate";
                    case DELTA -> "the change";
                };
        };
    }
}
