package io.reservoir.dsl.check;

import io.reservoir.model.reading.Aggregation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that the checks give a meaning to: for the reference of the language and for editors. */
public final class Lexicon {
    private Lexicon() {}

    /** What can be set on the left side of an equation, such as {@code Replicas}. */
    public static List<String> subjects() {
        return Arrays.stream(Subject.values()).map(Subject::word).toList();
    }

    /** Ways to make one number of the samples of a window, {@code p95} for all percentiles. */
    public static Map<String, Aggregation> aggregations() {
        var named = new LinkedHashMap<String, Aggregation>();
        for (var name : Aggregations.NAMES) {
            var aggregation = Aggregations.named(name);
            if (aggregation != null) {
                named.put(name, aggregation);
            }
        }
        return named;
    }

    /** What an expression can read beside metrics and indicators, such as {@code Price}. */
    public static List<String> outlook() {
        return Outlook.NAMES;
    }

    /** How a metric of that name is read if nobody declares it, in words; null where the name tells nothing. */
    public static @Nullable String inferred(String metric) {
        var kind = MetricKinds.of(metric);
        return kind == null ? null : kind.words();
    }
}
