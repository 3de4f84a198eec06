package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Clause;
import io.reservoir.model.decision.OnUnknown;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.reading.Numbers;

/** Warns of numbers that the bounds of their statement never let through: values, fallbacks, first sizes, steps. */
final class OutOfBoundsCheck {
    private static final double MEGABYTE = 1e6;

    private final Draft draft;
    private final Problems problems;

    private OutOfBoundsCheck(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        var check = new OutOfBoundsCheck(draft, problems);
        draft.targets().forEach(check::check);
    }

    private void check(CheckedTarget target) {
        var extent = Extent.of(target, draft);
        var kind = target.assignment().target().kind();
        var value = draft.program()
                .constantValue(target.assignment().value().root())
                .orNaN();
        outside("the value", value, kind, extent, target.statement().value().span());
        checkFallback(target, kind, extent);
        checkStep(target, kind, extent);
        checkInitial(target, kind, extent);
    }

    private void checkFallback(CheckedTarget target, Variable.Kind kind, Extent extent) {
        var clause = ClauseChecker.first(target.statement().clauses(), Clause.OnUnknown.class);
        if (clause != null
                && clause.number() != null
                && target.followed().clauses().onUnknown() instanceof OnUnknown.Fallback(var number)) {
            outside("the fallback", number, kind, extent, clause.number().span());
        }
    }

    private void checkStep(CheckedTarget target, Variable.Kind kind, Extent extent) {
        var clause = ClauseChecker.first(target.statement().clauses(), Clause.Step.class);
        var step = target.followed().clauses().step();
        if (clause != null && step != null && step > extent.most()) {
            problems.warning(
                    Code.OUT_OF_BOUNDS,
                    clause.size().span(),
                    "a step of " + amount(step, kind) + " is greater than the maximum of " + amount(extent.most(), kind)
                            + ": there is nowhere to step to",
                    null);
        }
    }

    /** Two statements may share a component whose first size suits one of them: only a single one is looked at. */
    private void checkInitial(CheckedTarget target, Variable.Kind kind, Extent extent) {
        var component = target.place().component();
        var initial = draft.bounds(component).initial();
        var alone = draft.targets().stream()
                        .filter(other -> other.assignment()
                                .target()
                                .equals(target.assignment().target()))
                        .limit(2)
                        .count()
                == 1;
        if (kind == Variable.Kind.REPLICAS && initial != null && alone) {
            var max = target.followed().maxSpan();
            var min = target.followed().minSpan();
            var place = initial > extent.most() ? max : min;
            if (place != null) {
                outside("`initial` of " + Problems.quoted(component) + ",", initial, kind, extent, place);
            }
        }
    }

    private void outside(String what, double number, Variable.Kind kind, Extent extent, Span span) {
        if (number > extent.most()) {
            problems.warning(
                    Code.OUT_OF_BOUNDS,
                    span,
                    what + " " + amount(number, kind) + " is above the maximum of " + amount(extent.most(), kind),
                    "it is brought down to that");
        } else if (number < extent.least()) {
            problems.warning(
                    Code.OUT_OF_BOUNDS,
                    span,
                    what + " " + amount(number, kind) + " is below the minimum of " + amount(extent.least(), kind),
                    "it is brought up to that");
        }
    }

    private static String amount(double number, Variable.Kind kind) {
        return kind == Variable.Kind.MEMORY ? Numbers.plain(number / MEGABYTE) + " MB" : Numbers.plain(number);
    }
}
