package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Numbers;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Warns of thresholds that lie too near to each other: with a load {@code l} for each of {@code n} replicas, those that
 * are left when some go have {@code l·n/n'}, and above the upper threshold they grow again at once.
 */
final class FlappingCheck {
    /** So many sizes from the least on are looked at: the more replicas, the less it matters that some go. */
    private static final int SIZES = 200;

    private static final double TOLERANCE = 1e-9;

    private final Draft draft;
    private final Problems problems;

    private FlappingCheck(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        var check = new FlappingCheck(draft, problems);
        var variables = new LinkedHashSet<Variable>();
        draft.targets().forEach(target -> variables.add(target.assignment().target()));
        variables.stream()
                .filter(variable -> variable.kind() == Variable.Kind.REPLICAS)
                .forEach(check::check);
    }

    private void check(Variable replicas) {
        var thresholds = Thresholds.of(replicas, draft);
        var perReplica = new PerReplica(replicas.component(), draft);
        for (var in : thresholds.steps()) {
            in.when().forEach((text, range) -> {
                var quantity = thresholds.cases().quantity(text);
                if (quantity != null && Double.isFinite(range.most()) && perReplica.is(quantity)) {
                    growing(thresholds.steps(), text)
                            .forEach(out -> compare(
                                    new Pair(in, range.most(), out, out.above(text)),
                                    number -> perReplica.inWords(number, quantity)));
                }
            });
        }
    }

    /** Those that want nothing but that quantity to be great enough. */
    private static List<Thresholds.Step> growing(List<Thresholds.Step> steps, String quantity) {
        return steps.stream()
                .filter(step -> step.when().size() == 1 && Double.isFinite(step.above(quantity)))
                .toList();
    }

    /** What is done below one threshold and what is done above another. */
    private record Pair(Thresholds.Step in, double lower, Thresholds.Step out, double upper) {
        /** True if, when so many become so few, the few would grow. */
        boolean turnsBack(Sizes sizes) {
            return sizes.after() >= 1
                    && sizes.after() < sizes.before()
                    && out.of(sizes.after()) > sizes.after()
                    && load(sizes) > upper * (1 + TOLERANCE);
        }

        /** What each has after a load just below the lower threshold is shared anew. */
        double load(Sizes sizes) {
            return lower * sizes.ratio();
        }
    }

    private void compare(Pair pair, DoubleFunction<String> inWords) {
        var extent = Extent.of(pair.in().target(), draft);
        var most = Math.min(extent.most(), extent.least() + SIZES);
        var worst = new Sizes(1, 1);
        for (var before = extent.least() + 1; before <= most; before++) {
            var sizes = new Sizes(before, Math.max(extent.least(), pair.in().of(before)));
            if (pair.turnsBack(sizes) && sizes.ratio() > worst.ratio()) {
                worst = sizes;
            }
        }
        if (worst.ratio() > 1) {
            report(pair, worst, inWords);
        }
    }

    /** How many there are before some go, and after. */
    private record Sizes(double before, double after) {
        double ratio() {
            return before / after;
        }
    }

    private void report(Pair pair, Sizes worst, DoubleFunction<String> inWords) {
        problems.warning(
                Code.FLAPPING,
                pair.in().place(),
                "below " + inWords.apply(pair.lower()) + ", " + Numbers.plain(worst.before()) + " replicas become "
                        + Numbers.plain(worst.after()) + ", which have up to " + inWords.apply(pair.load(worst))
                        + " each: above " + inWords.apply(pair.upper()) + " they grow again at once",
                "a lower threshold of at most " + inWords.apply(pair.upper() / worst.ratio()) + " holds still");
    }
}
