package io.reservoir.controller.explain;

import io.reservoir.controller.api.view.EntryDetail;
import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.explain.Explanation.PlanOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the plan that followed a decision, and what came of it. */
final class Plans {
    /** How far a plan is followed: what has not settled by then is told as it stands. */
    private static final int FOLLOWED = 20_000;

    private Plans() {}

    /** The plan in the decision's own transaction, else the next about its component before the target moves again. */
    static @Nullable PlanOutcome after(EntrySource ledger, Background.Made made) {
        var component = made.decision().component();
        var together = true;
        for (var entry : ledger.after(made.entry().seq())) {
            together &= isOfOneTransaction(made.entry(), entry);
            if (entry.detail() instanceof EntryDetail.Planned planned) {
                if (isAbout(planned, component)) {
                    return outcome(ledger, entry, planned, component, together);
                }
                together = false;
            }
            if (movesOn(entry, made)) {
                return null;
            }
        }
        return null;
    }

    /** Decisions, their notices and the plan are appended at once, in this order. */
    private static boolean isOfOneTransaction(EntryView decided, EntryView entry) {
        var follows = entry.detail() instanceof EntryDetail.Noticed || entry.detail() instanceof EntryDetail.Planned;
        return follows && entry.at().equals(decided.at()) && entry.epoch() == decided.epoch();
    }

    private static boolean movesOn(EntryView entry, Background.Made made) {
        return entry.detail() instanceof EntryDetail.Decided decided
                && decided.decisions().stream()
                        .anyMatch(next -> next.variable().equals(made.decision().variable())
                                && next.target() != made.decision().target());
    }

    private static boolean isAbout(EntryDetail.Planned planned, String component) {
        return planned.steps().stream()
                        .anyMatch(step -> VeeNames.component(step.vee()).equals(component))
                || !notes(planned, component).isEmpty();
    }

    /** Notes begin with the component or replica that they are about. */
    private static List<String> notes(EntryDetail.Planned planned, String component) {
        return planned.notes().stream()
                .filter(note -> note.startsWith(component + ":") || note.startsWith(component + "["))
                .toList();
    }

    private static PlanOutcome outcome(
            EntrySource ledger, EntryView entry, EntryDetail.Planned planned, String component, boolean together) {
        var trails = new ArrayList<StepTrail>();
        for (var step : planned.steps()) {
            if (VeeNames.component(step.vee()).equals(component)) {
                trails.add(new StepTrail(step, entry.at()));
            }
        }
        follow(ledger, entry.seq(), trails);
        return new PlanOutcome(
                entry.seq(),
                entry.at(),
                together,
                trails.stream().map(StepTrail::result).toList(),
                planned.steps().size() - trails.size(),
                notes(planned, component));
    }

    private static void follow(EntrySource ledger, long afterSeq, List<StepTrail> trails) {
        if (trails.isEmpty()) {
            return;
        }
        for (var entry : ledger.after(afterSeq)) {
            trails.forEach(trail -> trail.follow(entry));
            if (trails.stream().allMatch(StepTrail::isSettled) || entry.seq() > afterSeq + FOLLOWED) {
                return;
            }
        }
    }
}
