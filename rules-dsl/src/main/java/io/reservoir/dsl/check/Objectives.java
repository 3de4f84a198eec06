package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Term;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.sla.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks {@code objective M(C) <= q over W in P% of windows}. */
final class Objectives {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Scope scope;
    private final Metrics metrics;
    private final Measures measures;
    private final Formulas formulas;
    private final Dimensions dimensions;
    private final Sources sources;
    private final Problems problems;
    private final List<Objective> all = new ArrayList<>();

    Objectives(Scope scope, Metrics metrics, Measures measures, Formulas formulas, Sources sources, Problems problems) {
        this.scope = scope;
        this.metrics = metrics;
        this.measures = measures;
        this.formulas = formulas;
        this.dimensions = new Dimensions(problems);
        this.sources = sources;
        this.problems = problems;
    }

    List<Objective> all() {
        return List.copyOf(all);
    }

    void take(Statement.Objective statement) {
        var component = scope.wholeComponent(statement.place());
        var window =
                statement.window() == null ? Objective.DEFAULT_WINDOW : measures.duration(statement.window(), MINUTE);
        var share = share(statement.share());
        if (component == null || window == null || share == null) {
            return;
        }
        var key = Metrics.key(statement.metric(), component);
        var metric = metrics.read(key, statement.metric().span());
        var limit = formulas.number(new Expression.Literal(statement.limit().span(), statement.limit()), null);
        var measured = new Typed(limit.term(), metric.type(), limit.written());
        var words = new Dimensions.Words("cannot compare", "with", false);
        var agreed = dimensions.agree(measured, limit, statement.limit().span(), words);
        var number = measures.base(statement.limit());
        if (agreed instanceof Type.Broken || number == null) {
            return;
        }
        all.add(new Objective(
                key.name(),
                component,
                overTime(metric),
                relation(statement.relation()),
                number,
                window,
                share,
                sources.of(statement)));
    }

    private @Nullable Double share(@Nullable Quantity written) {
        Double share = written == null ? Double.valueOf(Objective.EVERY_WINDOW) : measures.share(written, 1, true);
        if (written != null && share != null && share == 0) {
            problems.error(Code.OBJECTIVE, written.span(), "in 0% of windows, nothing is promised");
            return null;
        }
        return share;
    }

    private static Aggregation overTime(Metrics.Typed metric) {
        return metric.metric().acrossReplicas() instanceof Aggregation.Percentile percentile
                ? percentile
                : Aggregation.AVG;
    }

    private static Objective.Relation relation(Term.Operator operator) {
        return switch (operator) {
            case LESS_OR_EQUAL -> Objective.Relation.AT_MOST;
            case LESS -> Objective.Relation.BELOW;
            case GREATER_OR_EQUAL -> Objective.Relation.AT_LEAST;
            case GREATER -> Objective.Relation.ABOVE;
            default -> throw new IllegalArgumentException("no relation of an objective: " + operator);
        };
    }
}
