package io.reservoir.dsl.reference;

import io.reservoir.model.reading.Aggregation;

/** What aggregations are, in words. */
final class AggregationText {
    private AggregationText() {}

    static String summary(Aggregation aggregation) {
        return switch (aggregation) {
            case Aggregation.Percentile percentile ->
                "the percentile of that number over the samples of the window: `p50`, `p95`, `p999` for 99.9%";
            case Aggregation.Simple simple ->
                switch (simple) {
                    case AVG -> "the average over the window; of a counter, its rate";
                    case SUM -> "the sum of the samples";
                    case MIN -> "the least sample";
                    case MAX -> "the greatest sample";
                    case LAST -> "the newest sample";
                    case RATE -> "how fast it grows, per second; a counter that starts again is seen";
                    case DELTA -> "by how much it grew in the window";
                };
        };
    }
}
