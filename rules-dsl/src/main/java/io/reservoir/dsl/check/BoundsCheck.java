package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Input;
import io.reservoir.dsl.program.Term;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.reading.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Refuses a minimum above a maximum where both are constant and hold at the same time. */
final class BoundsCheck {
    private final Draft draft;
    private final Problems problems;

    private BoundsCheck(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        var check = new BoundsCheck(draft, problems);
        draft.targets().forEach(check::check);
    }

    /** A bound; {@code span} is null for the component's, which counts only while the statement has none. */
    private record Bound(
            double number, @Nullable Term during, @Nullable Span span) {}

    private void check(CheckedTarget target) {
        var component = Extent.componentBounds(target, draft);
        var followed = target.followed();
        var mins = bounds(followed.mins(), followed.minSpan(), component.min());
        var maxes = bounds(followed.maxes(), followed.maxSpan(), component.max());
        for (var min : mins) {
            for (var max : maxes) {
                if (min.number() > max.number() && areTogether(min, mins, max, maxes)) {
                    report(min, max);
                }
            }
        }
    }

    private List<Bound> bounds(List<BoundTerms.Timed> written, @Nullable Span place, @Nullable Integer ofComponent) {
        var all = new ArrayList<Bound>();
        for (var bound : written) {
            all.add(new Bound(Extent.value(bound, draft.program()), bound.during(), bound.span()));
        }
        var always = written.stream().anyMatch(bound -> bound.during() == null);
        var mistaken = place != null && written.isEmpty();
        if (!always && !mistaken && ofComponent != null) {
            all.add(new Bound(ofComponent, null, null));
        }
        return all;
    }

    private static boolean areTogether(Bound min, List<Bound> mins, Bound max, List<Bound> maxes) {
        var sameTime =
                min.during() == null || max.during() == null || min.during().equals(max.during());
        return sameTime && !isReplaced(min, mins, max) && !isReplaced(max, maxes, min);
    }

    /** True for a bound of the component while the statement has one of its own. */
    private static boolean isReplaced(Bound bound, List<Bound> sameSide, Bound opposite) {
        return bound.span() == null
                && opposite.during() != null
                && sameSide.stream().anyMatch(other -> opposite.during().equals(other.during()));
    }

    private void report(Bound min, Bound max) {
        problems.error(
                Code.MIN_ABOVE_MAX,
                max.span() != null ? max.span() : Objects.requireNonNull(min.span()),
                "`min` " + inWords(min) + " is above `max` " + inWords(max),
                "where both stand, `max` would win");
    }

    private String inWords(Bound bound) {
        var calendar = bound.during() instanceof Term.Read(var input)
                        && draft.program().input(input) instanceof Input.During(var name)
                ? " during " + Problems.quoted(name)
                : "";
        return Numbers.plain(bound.number()) + (bound.span() == null ? " of the component" : calendar);
    }
}
