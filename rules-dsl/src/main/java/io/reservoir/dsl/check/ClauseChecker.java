package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.syntax.Clause;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.model.decision.Clauses;
import io.reservoir.model.decision.OnUnknown;
import io.reservoir.model.decision.Rate;
import io.reservoir.model.decision.Variable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the clauses behind the right side of an equation. */
final class ClauseChecker {
    private static final int GREATEST_PRIORITY = 1_000;
    private static final double GREATEST_SHARE = 100;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Formulas formulas;
    private final Targets targets;
    private final Measures measures;
    private final Problems problems;

    ClauseChecker(Formulas formulas, Targets targets, Measures measures, Problems problems) {
        this.formulas = formulas;
        this.targets = targets;
        this.measures = measures;
        this.problems = problems;
    }

    /** Reports clauses that are written twice, that this release does not know, and that {@code what} has no use for. */
    void checkAllowed(List<Clause> clauses, String what, Set<String> allowed) {
        var seen = new HashSet<String>();
        for (var clause : clauses) {
            if (clause instanceof Clause.Later) {
                problems.error(Code.NOT_YET, clause.span(), "`" + clause.keyword() + "` is not supported yet");
            } else if (!allowed.contains(clause.keyword())) {
                problems.error(
                        Code.CLAUSE, clause.span(), "`" + clause.keyword() + "` means nothing for " + what, null);
            } else if (!seen.add(clause.keyword())) {
                problems.error(Code.CLAUSE, clause.span(), "`" + clause.keyword() + "` is written twice");
            }
        }
    }

    /** The window that {@code over} gives, null where there is none. */
    @Nullable
    Duration window(List<Clause> clauses) {
        var over = first(clauses, Clause.Over.class);
        return over == null ? null : measures.duration(over.window(), SECOND);
    }

    /** The clauses of a target; null, with an error, where nobody can say when it holds. */
    @Nullable
    Followed follow(Variable.Kind kind, List<Clause> clauses, @Nullable Duration window) {
        var when = first(clauses, Clause.When.class);
        var min = first(clauses, Clause.Min.class);
        var max = first(clauses, Clause.Max.class);
        var priority = first(clauses, Clause.Priority.class);
        var number = priority == null ? null : measures.whole(priority.number(), -GREATEST_PRIORITY, GREATEST_PRIORITY);
        var guard = when == null ? null : formulas.truth(when.condition(), window);
        var followed = new Followed(
                guard == null || guard.isBroken() ? null : Formula.of(guard.term()),
                min == null ? null : targets.formula(kind, min.bound(), window),
                min == null ? null : min.span(),
                max == null ? null : targets.formula(kind, max.bound(), window),
                max == null ? null : max.span(),
                number == null ? 0 : number,
                clauses(kind, clauses));
        return guard != null && guard.isBroken() ? null : followed;
    }

    private Clauses clauses(Variable.Kind kind, List<Clause> clauses) {
        var band = first(clauses, Clause.Band.class);
        var headroom = first(clauses, Clause.Headroom.class);
        var stabilise = first(clauses, Clause.Stabilise.class);
        var rate = first(clauses, Clause.Rate.class);
        var onUnknown = first(clauses, Clause.OnUnknown.class);
        var step = first(clauses, Clause.Step.class);
        var cooldown = first(clauses, Clause.Cooldown.class);
        checkSides(band, band == null || (band.up() == null && band.down() == null));
        checkSides(stabilise, stabilise == null || (stabilise.up() == null && stabilise.down() == null));
        checkSides(rate, rate == null || (rate.up() == null && rate.down() == null));
        checkSides(cooldown, cooldown == null || (cooldown.in() == null && cooldown.out() == null));
        return new Clauses(
                band == null ? null : measures.shareOrNull(band.up(), GREATEST_SHARE),
                band == null ? null : measures.shareOrNull(band.down(), 1),
                headroom == null ? null : measures.share(headroom.share(), 1, false),
                stabilise == null ? null : measures.durationOrNull(stabilise.up(), Duration.ZERO),
                stabilise == null ? null : measures.durationOrNull(stabilise.down(), Duration.ZERO),
                rate == null ? null : pace(kind, rate.up()),
                rate == null ? null : pace(kind, rate.down()),
                onUnknown == null ? null : answer(kind, onUnknown),
                step == null ? null : step(kind, step),
                cooldown == null ? null : measures.durationOrNull(cooldown.out(), Duration.ZERO),
                cooldown == null ? null : measures.durationOrNull(cooldown.in(), Duration.ZERO));
    }

    private void checkSides(@Nullable Clause clause, boolean empty) {
        if (clause != null && empty) {
            var sides = clause instanceof Clause.Cooldown ? "`in` nor `out`" : "`up` nor `down`";
            problems.error(Code.SYNTAX, clause.span(), "`" + clause.keyword() + "` says neither " + sides);
        }
    }

    /** A percentage moves by one at least: a size of one could never grow else. */
    private @Nullable Rate pace(Variable.Kind kind, Clause.@Nullable Pace pace) {
        if (pace == null) {
            return null;
        }
        var per = measures.duration(pace.per(), SECOND);
        var unit = pace.step().unit();
        if (unit != null && unit.is("%")) {
            var share = measures.share(pace.step(), GREATEST_SHARE, true);
            return share == null || per == null ? null : new Rate(share, targets.smallestStep(kind), per);
        }
        var count = above(kind, pace.step(), 0);
        return count == null || per == null ? null : new Rate(0, count, per);
    }

    private @Nullable OnUnknown answer(Variable.Kind kind, Clause.OnUnknown clause) {
        return switch (clause.answer()) {
            case HOLD -> new OnUnknown.Hold();
            case MAX -> new OnUnknown.Max();
            case FALLBACK -> {
                var number = clause.number() == null ? null : targets.constant(kind, clause.number());
                yield number == null ? null : new OnUnknown.Fallback(number);
            }
        };
    }

    private @Nullable Double step(Variable.Kind kind, Clause.Step step) {
        var size = above(kind, step.size(), 0);
        if (size != null && kind != Variable.Kind.MEMORY && size != Math.rint(size)) {
            problems.error(Code.RANGE, step.size().span(), "a step is a whole number here");
            return null;
        }
        return size;
    }

    private @Nullable Double above(Variable.Kind kind, Quantity quantity, double bound) {
        var number = targets.constant(kind, quantity);
        if (number != null && number <= bound) {
            problems.error(Code.RANGE, quantity.span(), "a number above 0 is wanted");
            return null;
        }
        return number;
    }

    private static <C extends Clause> @Nullable C first(List<Clause> clauses, Class<C> kind) {
        return clauses.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }
}
