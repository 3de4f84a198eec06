package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.service.Metric;
import io.reservoir.model.unit.Unit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks {@code metric} statements. */
final class MetricDeclarations {
    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);

    private final Scope scope;
    private final Units units;
    private final Measures measures;
    private final Metrics metrics;
    private final Problems problems;

    MetricDeclarations(Scope scope, Units units, Measures measures, Metrics metrics, Problems problems) {
        this.scope = scope;
        this.units = units;
        this.measures = measures;
        this.metrics = metrics;
        this.problems = problems;
    }

    void declare(Statement.Metric statement) {
        var component = scope.wholeComponent(new Place(statement.component().span(), statement.component(), null));
        var words = words(statement);
        var period = statement.period() == null
                ? Metric.DEFAULT_PERIOD
                : measures.duration(statement.period(), SHORTEST_PERIOD);
        if (component == null) {
            return;
        }
        var key = Metrics.key(statement.name(), component);
        var isCounter = statement.kind() != null && statement.kind().is("counter");
        var metric = new Metric(
                key.name(),
                component,
                isCounter ? Metric.Kind.COUNTER : Metric.Kind.GAUGE,
                words.unit == null ? Unit.ONE : words.unit,
                words.aggregation == null ? across(key.name()) : words.aggregation,
                period == null ? Metric.DEFAULT_PERIOD : period,
                false);
        if (!metrics.declare(metric, words.unit == null ? Type.ANY : Type.of(words.unit))) {
            problems.error(
                    Code.DUPLICATE,
                    statement.name().span(),
                    "the metric " + Problems.quoted(key.toString()) + " is declared twice");
        }
    }

    /** Where no aggregation is written, the name decides as it does for a metric that is not declared. */
    private static Aggregation across(String name) {
        var kind = MetricKinds.of(name);
        return kind == null ? Aggregation.AVG : kind.acrossReplicas();
    }

    /** What a declaration says; nothing where it has a mistake, for the metric is declared all the same. */
    private record Words(@Nullable Unit unit, @Nullable Aggregation aggregation) {
        static final Words NONE = new Words(null, null);
    }

    /** At most two words: a unit, then an aggregation; a single one may be either. */
    private Words words(Statement.Metric statement) {
        var words = statement.words();
        if (words.isEmpty()) {
            return Words.NONE;
        }
        var last = Aggregations.named(words.getLast().text());
        if (last == null && words.size() == 2) {
            problems.error(
                    Code.METRIC,
                    words.getLast().span(),
                    Problems.quoted(words.getLast().text()) + " is no way to combine replicas",
                    Suggestion.help(words.getLast().text(), Aggregations.NAMES, "ways"));
            return Words.NONE;
        }
        if (last != null && !Aggregations.isAcrossReplicas(last)) {
            problems.error(
                    Code.METRIC,
                    words.getLast().span(),
                    Problems.quoted(words.getLast().text()) + " combines samples over time, not replicas",
                    "ways to combine replicas: `sum`, `avg`, `min`, `max`, `p95`");
            return Words.NONE;
        }
        var unit = words.size() == 2 || last == null ? unit(words.getFirst()) : null;
        return new Words(unit, last);
    }

    private @Nullable Unit unit(Name name) {
        return units.named(name);
    }
}
