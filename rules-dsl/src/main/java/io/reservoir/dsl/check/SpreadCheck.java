package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.reading.Numbers;
import io.reservoir.model.sla.SlaClass;

/**
 * Compares the bounds of a component with the spread that its SLA class owes: over two hosts, there must be two
 * replicas. A maximum below that breaks the promise for ever, a minimum below it whenever the load is small.
 */
final class SpreadCheck {
    private final Draft draft;
    private final Problems problems;

    private SpreadCheck(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    static void check(Draft draft, Problems problems) {
        var check = new SpreadCheck(draft, problems);
        draft.blocks().keySet().forEach(check::check);
    }

    private void check(String component) {
        var slaClass = draft.slas().classOf(component);
        var place = draft.slas().placeOf(component);
        if (slaClass != null && place != null && draft.isWhole(component)) {
            check(component, slaClass, place);
        }
    }

    private void check(String component, SlaClass slaClass, Span place) {
        var owed = Owed.of(slaClass.spread(), draft.placements().ofComponent(component));
        var extent = Extent.of(component, draft);
        var promise = Problems.quoted(slaClass.name()) + " owes a spread over " + owed + ", and "
                + Problems.quoted(component);
        if (extent.most() < owed.least()) {
            problems.error(
                    Code.SPREAD,
                    place,
                    promise + " has at most " + replicas(extent.most()),
                    "raise `max` to " + owed.least() + ", or bind another class");
        } else if (extent.least() < owed.least()) {
            problems.warning(
                    Code.SPREAD,
                    place,
                    promise + " may shrink to " + replicas(extent.least()),
                    "write `replicas min " + owed.least() + "`");
        }
    }

    private static String replicas(double number) {
        return Numbers.plain(number) + (number == 1 ? " replica" : " replicas");
    }
}
