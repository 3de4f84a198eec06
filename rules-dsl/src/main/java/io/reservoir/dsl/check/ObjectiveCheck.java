package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Term.Operator;
import io.reservoir.model.reading.Aggregation;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.sla.Objective;
import io.reservoir.model.sla.Objective.Relation;
import io.reservoir.model.sla.ResponseTime;
import io.reservoir.model.unit.Dimension;
import java.util.List;

/** Warns of objectives that their SLA class makes idle, that ask for slowness, or that exclude each other. */
final class ObjectiveCheck {
    private final Draft draft;
    private final Problems problems;

    private ObjectiveCheck(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        var check = new ObjectiveCheck(draft, problems);
        var all = draft.objectives();
        for (var i = 0; i < all.size(); i++) {
            check.checkClass(all.get(i));
            check.checkDirection(all.get(i));
            check.checkEarlier(all.get(i), all.subList(0, i));
        }
    }

    /** An objective beside the class's own is there to be stricter: the class's violation comes first else. */
    private void checkClass(Objective objective) {
        var slaClass = draft.slas().classOf(objective.component());
        var promise = slaClass == null ? null : slaClass.responseTime();
        if (slaClass != null && promise != null && isTime(objective) && isLooser(objective, promise)) {
            problems.warning(
                    Code.LOOSE_OBJECTIVE,
                    objective.source().span(),
                    "this is looser than what " + Problems.quoted(slaClass.name()) + " promises: "
                            + promise.limit().toMillis() + " ms in "
                            + Numbers.plain(promise.share() * 100) + "% of windows",
                    "leave it out, or make it stricter than that");
        }
    }

    private static boolean isLooser(Objective objective, ResponseTime promise) {
        var limit = promise.limit().toMillis() / 1e3;
        return isCeiling(objective)
                && objective.overTime().equals(new Aggregation.Percentile(promise.percentile()))
                && objective.window().equals(promise.window())
                && objective.limit() >= limit
                && objective.share() <= promise.share()
                && (objective.limit() > limit || objective.share() < promise.share());
    }

    private void checkDirection(Objective objective) {
        if (isTime(objective) && !isCeiling(objective)) {
            problems.warning(
                    Code.OBJECTIVE_DIRECTION,
                    objective.source().span(),
                    "this promises that " + Problems.quoted(objective.metric()) + " is long",
                    "for a limit that it keeps below, write `<=`");
        }
    }

    /** A name of a time, measured as one: an age or a lifetime may well be promised to be long. */
    private boolean isTime(Objective objective) {
        var metric = draft.metrics().readSilently(new Key(objective.metric(), objective.component()));
        var kind = MetricKinds.of(objective.metric());
        return metric.metric().unit().dimension().equals(Dimension.TIME)
                && kind != null
                && kind.acrossReplicas() instanceof Aggregation.Percentile;
    }

    private static boolean isCeiling(Objective objective) {
        return objective.relation() == Relation.AT_MOST || objective.relation() == Relation.BELOW;
    }

    /** In more than half of the windows each, both must hold in some window. */
    private void checkEarlier(Objective objective, List<Objective> earlier) {
        earlier.stream()
                .filter(other -> isSameReading(objective, other) && exclude(objective, other))
                .findFirst()
                .ifPresent(other -> problems.warning(
                        Code.OBJECTIVES_EXCLUDE,
                        objective.source().span(),
                        "this and the objective in line "
                                + other.source().span().line() + " cannot both be kept",
                        null));
    }

    private static boolean isSameReading(Objective one, Objective other) {
        return one.metric().equals(other.metric())
                && one.component().equals(other.component())
                && one.window().equals(other.window());
    }

    private static boolean exclude(Objective one, Objective other) {
        return one.share() + other.share() > 1 && range(one).and(range(other)).isEmpty();
    }

    private static Range range(Objective objective) {
        var relation = switch (objective.relation()) {
            case AT_MOST -> Operator.LESS_OR_EQUAL;
            case BELOW -> Operator.LESS;
            case AT_LEAST -> Operator.GREATER_OR_EQUAL;
            case ABOVE -> Operator.GREATER;
        };
        return Range.of(relation, objective.limit()).getFirst();
    }
}
