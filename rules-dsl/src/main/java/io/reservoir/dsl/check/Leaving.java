package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.model.service.DrainRule;
import io.reservoir.model.service.VictimRule;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks {@code victim by Sessions asc} and {@code drain until Sessions = 0 max 10 min}: how replicas go. */
final class Leaving {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Metrics metrics;
    private final Measures measures;
    private final Formulas formulas;
    private final Dimensions dimensions;

    Leaving(Metrics metrics, Measures measures, Formulas formulas, Problems problems) {
        this.metrics = metrics;
        this.measures = measures;
        this.formulas = formulas;
        this.dimensions = new Dimensions(problems);
    }

    VictimRule victim(Item.Victim item, Name component) {
        var metric = metrics.read(
                Metrics.key(item.metric(), component.text()), item.metric().span());
        return new VictimRule(
                metric.metric().name(),
                item.direction() != null && item.direction().is("desc"));
    }

    /** When a replica has nothing left to do; null, with an error, where that has a mistake. */
    @Nullable
    DrainRule drain(Item.Drain item, Name component) {
        var metric = metrics.read(
                Metrics.key(item.metric(), component.text()), item.metric().span());
        var bound = formulas.number(new Expression.Literal(item.bound().span(), item.bound()), null);
        var measured = new Typed(bound.term(), metric.type(), bound.written());
        var words = new Dimensions.Words("cannot compare", "with", false);
        var agreed = dimensions.agree(measured, bound, item.bound().span(), words);
        var number = measures.base(item.bound());
        var longest = item.max() == null ? DrainRule.DEFAULT_LONGEST : measures.duration(item.max(), SECOND);
        return agreed instanceof Type.Broken || number == null || longest == null
                ? null
                : new DrainRule(metric.metric().name(), number, longest);
    }
}
