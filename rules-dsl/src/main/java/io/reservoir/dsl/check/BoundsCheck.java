package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Formula;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.diagnostic.Severity;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.service.ReplicaBounds;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Refuses a minimum above the maximum where both are constant, and warns where nothing bounds a component. */
final class BoundsCheck {
    private final Program program;
    private final Map<String, ReplicaBounds> bounds;
    private final Problems problems;

    BoundsCheck(Program program, Map<String, ReplicaBounds> bounds, Problems problems) {
        this.program = program;
        this.bounds = bounds;
        this.problems = problems;
    }

    void checkOrder(List<CheckedTarget> targets) {
        for (var target : targets) {
            var component = componentBounds(target);
            var followed = target.followed();
            if (followed.minSpan() == null && followed.maxSpan() == null) {
                continue;
            }
            var min = bound(followed.min(), followed.minSpan(), component.min());
            var max = bound(followed.max(), followed.maxSpan(), component.max());
            if (min > max) {
                problems.error(
                        Code.MIN_ABOVE_MAX,
                        place(target),
                        "`min` " + Numbers.plain(min)
                                + written(target.followed().min()) + " is above `max` " + Numbers.plain(max)
                                + written(target.followed().max()),
                        "where both stand, `max` would win");
            }
        }
    }

    /** The service that a rule file is applied to may bound the component: there, an info is enough. */
    void checkMaximum(List<CheckedTarget> targets, boolean ruleFile) {
        var told = new HashSet<String>();
        for (var target : targets) {
            var unbounded = target.assignment().target().kind() == Variable.Kind.REPLICAS
                    && target.followed().maxSpan() == null
                    && componentBounds(target).max() == null;
            if (unbounded && told.add(target.place().component())) {
                problems.add(
                        ruleFile ? Severity.INFO : Severity.WARNING,
                        Code.NO_MAXIMUM,
                        target.statement().subject().span(),
                        "nothing says how many replicas "
                                + Problems.quoted(target.place().component()) + " may have: at most "
                                + ReplicaBounds.DEFAULT_MAX,
                        "add `max` and a number to this line, or `replicas max` to the component");
            }
        }
    }

    private ReplicaBounds componentBounds(CheckedTarget target) {
        return target.assignment().target().kind() == Variable.Kind.REPLICAS
                ? bounds.getOrDefault(target.place().component(), ReplicaBounds.UNWRITTEN)
                : ReplicaBounds.UNWRITTEN;
    }

    private static String written(@Nullable Formula bound) {
        return bound == null ? " of the component" : "";
    }

    private static Span place(CheckedTarget target) {
        var max = target.followed().maxSpan();
        var min = target.followed().minSpan();
        return max != null ? max : min != null ? min : target.statement().span();
    }

    /** The rule's bound, else the component's; NaN where it is not constant, broken or not there. */
    private double bound(@Nullable Formula written, @Nullable Span place, @Nullable Integer ofComponent) {
        if (place != null) {
            return written == null
                    ? Double.NaN
                    : program.constantValue(written.root()).orNaN();
        }
        return ofComponent == null ? Double.NaN : ofComponent;
    }
}
