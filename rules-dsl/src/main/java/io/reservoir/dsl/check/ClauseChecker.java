package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Input;
import io.reservoir.dsl.program.Term;
import io.reservoir.dsl.syntax.Clause;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.model.decision.Clauses;
import io.reservoir.model.decision.Combination;
import io.reservoir.model.decision.OnUnknown;
import io.reservoir.model.decision.Rate;
import io.reservoir.model.decision.Variable;
import java.time.Duration;
import java.util.ArrayList;
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
    private final Calendars calendars;
    private final Program program;
    private final Problems problems;

    ClauseChecker(
            Formulas formulas,
            Targets targets,
            Measures measures,
            Calendars calendars,
            Program program,
            Problems problems) {
        this.calendars = calendars;
        this.program = program;
        this.formulas = formulas;
        this.targets = targets;
        this.measures = measures;
        this.problems = problems;
    }

    /** Reports clauses that are written twice, that this release does not know, and that {@code what} has no use for. */
    void checkAllowed(List<Clause> clauses, String what, Set<String> allowed) {
        var seen = new HashSet<String>();
        for (var clause : clauses) {
            if (!allowed.contains(clause.keyword())) {
                problems.error(
                        Code.CLAUSE, clause.span(), "`" + clause.keyword() + "` means nothing for " + what, null);
            } else if (!seen.add(clause.keyword() + during(clause))) {
                problems.error(Code.CLAUSE, clause.span(), "`" + clause.keyword() + "` is written twice");
            }
        }
    }

    /** A bound may be written once for all times and once for each calendar. */
    private static String during(Clause clause) {
        var calendar = clause instanceof Clause.Min min
                ? min.during()
                : clause instanceof Clause.Max max ? max.during() : null;
        return calendar == null ? "" : " " + calendar.text();
    }

    /** The window that {@code over} gives, null where there is none. */
    @Nullable
    Duration window(List<Clause> clauses) {
        var over = first(clauses, Clause.Over.class);
        return over == null ? null : measures.duration(over.window(), SECOND);
    }

    /** The clauses of a target; null, with an error, where nobody can say when it holds or before which others. */
    @Nullable
    Followed follow(Variable.Kind kind, List<Clause> clauses, @Nullable Duration window) {
        var when = first(clauses, Clause.When.class);
        checkDuring(clauses);
        var min = first(clauses, Clause.Min.class);
        var max = first(clauses, Clause.Max.class);
        var priority = first(clauses, Clause.Priority.class);
        var number = priority == null ? null : measures.whole(priority.number(), -GREATEST_PRIORITY, GREATEST_PRIORITY);
        var guard = when == null ? null : formulas.truth(when.condition(), window);
        var holds = guard == null || guard.isBroken()
                ? null
                : new Guard(guard.written().span(), guard.term());
        var mins = mins(kind, clauses, window);
        var maxes = maxes(kind, clauses, window);
        var followed = new Followed(
                during(clauses, holds == null ? null : holds.condition()),
                holds,
                mins.isEmpty() ? null : Formula.of(new BoundTerms(program).min(mins)),
                min == null ? null : min.span(),
                mins,
                maxes.isEmpty() ? null : Formula.of(new BoundTerms(program).max(maxes)),
                max == null ? null : max.span(),
                maxes,
                number == null ? 0 : number,
                clauses(kind, clauses));
        var unsure = (guard != null && guard.isBroken()) || (priority != null && number == null);
        return unsure ? null : followed;
    }

    /** The condition under which a statement holds: its {@code during} and its {@code when} together. */
    private @Nullable Formula during(List<Clause> clauses, @Nullable Term guard) {
        var during = first(clauses, Clause.During.class);
        var holds = during == null ? null : holds(during.calendar());
        if (holds == null) {
            return guard == null ? null : Formula.of(guard);
        }
        return Formula.of(guard == null ? holds : new Term.Binary(Term.Operator.AND, holds, guard));
    }

    /** Elsewhere it would look as if it belonged to the clause before it. */
    private void checkDuring(List<Clause> clauses) {
        for (var clause : clauses.subList(Math.min(1, clauses.size()), clauses.size())) {
            if (clause instanceof Clause.During) {
                problems.error(
                        Code.CLAUSE,
                        clause.span(),
                        "`during` belongs behind the value, a `min` or a `max`",
                        "directly behind the value it is said of the whole statement");
            }
        }
    }

    private @Nullable Term holds(Name calendar) {
        var named = calendars.named(calendar);
        return named == null ? null : program.read(new Input.During(named.name()));
    }

    private List<BoundTerms.Timed> mins(Variable.Kind kind, List<Clause> clauses, @Nullable Duration window) {
        var bounds = new ArrayList<BoundTerms.Timed>();
        for (var clause : clauses) {
            if (clause instanceof Clause.Min(var span, var bound, var during)) {
                addBound(kind, clause, bound, during, window, bounds);
            }
        }
        return List.copyOf(bounds);
    }

    private List<BoundTerms.Timed> maxes(Variable.Kind kind, List<Clause> clauses, @Nullable Duration window) {
        var bounds = new ArrayList<BoundTerms.Timed>();
        for (var clause : clauses) {
            if (clause instanceof Clause.Max(var span, var bound, var during)) {
                addBound(kind, clause, bound, during, window, bounds);
            }
        }
        return List.copyOf(bounds);
    }

    private void addBound(
            Variable.Kind kind,
            Clause clause,
            Expression written,
            @Nullable Name during,
            @Nullable Duration window,
            List<BoundTerms.Timed> bounds) {
        var bound = targets.formula(kind, written, window);
        var holds = during == null ? null : holds(during);
        if (bound != null && (during == null || holds != null)) {
            bounds.add(new BoundTerms.Timed(bound.root(), holds, clause.span()));
        }
    }

    private @Nullable Combination combination(Clause.@Nullable Combine combine) {
        if (combine == null) {
            return null;
        }
        return switch (combine.how().lower()) {
            case "max" -> Combination.MAX;
            case "min" -> Combination.MIN;
            default -> {
                problems.error(
                        Code.CLAUSE,
                        combine.how().span(),
                        "statements are combined by `max` or `min`",
                        Suggestion.help(combine.how().text(), List.of("max", "min"), "ways"));
                yield null;
            }
        };
    }

    private Clauses clauses(Variable.Kind kind, List<Clause> clauses) {
        var band = first(clauses, Clause.Band.class);
        var headroom = first(clauses, Clause.Headroom.class);
        var stabilise = first(clauses, Clause.Stabilise.class);
        var rate = first(clauses, Clause.Rate.class);
        var onUnknown = first(clauses, Clause.OnUnknown.class);
        var step = first(clauses, Clause.Step.class);
        var cooldown = first(clauses, Clause.Cooldown.class);
        var within = first(clauses, Clause.Within.class);
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
                cooldown == null ? null : measures.durationOrNull(cooldown.in(), Duration.ZERO),
                combination(first(clauses, Clause.Combine.class)),
                within == null ? null : measures.duration(within.deadline(), SECOND));
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

    /** The first clause of that kind; null where there is none. */
    static <C extends Clause> @Nullable C first(List<Clause> clauses, Class<C> kind) {
        return clauses.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }
}
