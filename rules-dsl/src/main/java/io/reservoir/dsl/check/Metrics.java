package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.service.Metric;
import io.reservoir.model.unit.Unit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The metrics of a service: those that are declared, then those that are used and known by their names. */
final class Metrics {
    private static final List<String> OFTEN_MEANT = List.of("Current", "Ready", "Load");

    private final Problems problems;
    private final Map<Key, Typed> known = new LinkedHashMap<>();
    private final Map<String, Typed> firstDeclared = new HashMap<>();

    Metrics(Problems problems) {
        this.problems = problems;
    }

    /** A metric and the type of its values. */
    record Typed(Metric metric, Type type) {}

    List<Metric> all() {
        return known.values().stream().map(Typed::metric).toList();
    }

    /** False if that metric is declared already. */
    boolean declare(Metric metric, Type type) {
        var typed = new Typed(metric, type);
        firstDeclared.putIfAbsent(metric.name(), typed);
        return known.putIfAbsent(new Key(metric.name(), metric.component()), typed) == null;
    }

    /** True if that metric is read somewhere and declared nowhere. */
    boolean isInferred(Key key) {
        var metric = known.get(key);
        return metric != null && metric.metric().inferred();
    }

    /** True if readings of that metric are to be expected: it is declared, or its name is a well-known one. */
    boolean canBeRead(Key key) {
        return known.containsKey(key) || MetricKinds.of(key.name()) != null;
    }

    /** The metric that an expression reads; if nobody declared it, its name says what it is, and an info says so. */
    Typed read(Key key, Span use) {
        var metric = known.get(key);
        if (metric != null) {
            return metric;
        }
        var inferred = infer(key, use);
        known.put(key, inferred);
        return inferred;
    }

    /** The same without a word: for what may be measured beside being derived. */
    Typed readSilently(Key key) {
        return known.computeIfAbsent(key, k -> {
            var kind = MetricKinds.of(k.name());
            return kind == null ? gauge(k, Aggregation.AVG, null) : gauge(k, kind.acrossReplicas(), kind.unit());
        });
    }

    private Typed infer(Key key, Span use) {
        var like = firstDeclared.get(key.name());
        if (like != null) {
            return sameAs(like, key, use);
        }
        var kind = MetricKinds.of(key.name());
        var candidates = new TreeSet<>(firstDeclared.keySet());
        if (kind == null) {
            candidates.addAll(OFTEN_MEANT);
        }
        var meant = Suggestion.nearest(key.name(), candidates);
        var text = "the metric " + Problems.quoted(key.toString()) + " is not declared: it is read as a gauge, ";
        var words = kind == null ? "averaged over replicas" : kind.words();
        if (meant != null) {
            problems.warning(Code.UNKNOWN_METRIC, use, text + words, "did you mean `" + meant + "`?");
        } else {
            problems.info(
                    Code.METRIC_INFERRED,
                    use,
                    text + words,
                    "it is declared by `metric " + key + " gauge` and its unit");
        }
        return kind == null ? gauge(key, Aggregation.AVG, null) : gauge(key, kind.acrossReplicas(), kind.unit());
    }

    private Typed sameAs(Typed other, Key key, Span use) {
        var like = other.metric();
        problems.info(
                Code.METRIC_INFERRED,
                use,
                "the metric " + Problems.quoted(key.toString()) + " is not declared: it is read as that of `"
                        + like.component() + "` is",
                null);
        return new Typed(
                new Metric(
                        key.name(),
                        key.component(),
                        like.kind(),
                        like.unit(),
                        like.acrossReplicas(),
                        like.period(),
                        true),
                other.type());
    }

    private static Typed gauge(Key key, Aggregation across, @Nullable Unit unit) {
        return new Typed(
                new Metric(
                        key.name(),
                        key.component(),
                        Metric.Kind.GAUGE,
                        unit == null ? Unit.ONE : unit,
                        across,
                        Metric.DEFAULT_PERIOD,
                        true),
                unit == null ? Type.ANY : Type.of(unit));
    }

    /** The name of a metric or indicator for {@link Key}: `Load` ignores case, an author's names do not. */
    static Key key(Name name, String component) {
        return new Key(Subject.canonical(name), component);
    }
}
