package io.reservoir.controller.decide;

import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Notice;
import java.util.Locale;

/**
 * Stage 10: growth within the budget. A size is within it if, kept until the end of the period, the service then has
 * cost no more. A hard budget lets nothing grow beyond, up to its minimum not even; beyond a soft one a size grows
 * only while an SLA is at risk. What runs is not taken away for money.
 */
final class BudgetLimit implements Stage {
    private static final String STAGE = "budget";

    @Override
    public Draft apply(Draft draft, Question question) {
        var allowance = question.allowance();
        if (allowance == null) {
            return draft.line(STAGE, "none");
        }
        if (draft.value() <= question.current()) {
            return draft.line(STAGE, "it does not grow");
        }
        return switch (allowance) {
            case Allowance.Unmetered unmetered ->
                beyond(
                        draft,
                        question,
                        unmetered,
                        question.current(),
                        "what it costs is unknown: " + unmetered.cause());
            case Allowance.Metered metered -> metered(draft, question, metered);
        };
    }

    private static Draft metered(Draft draft, Question question, Allowance.Metered allowance) {
        var outcome = Draft.number(draft.value()) + " until the end of the " + period(allowance) + " comes to "
                + allowance.outcome().of(draft.value()) + " of "
                + allowance.budget().amount() + ", spent so far "
                + allowance.spent();
        return allowance.affords(draft.value())
                ? draft.line(STAGE, outcome)
                : beyond(draft, question, allowance, greatest(draft, question, allowance), outcome);
    }

    private static Draft beyond(Draft draft, Question question, Allowance allowance, double granted, String why) {
        var isHard = allowance.budget().hard();
        var noticed = draft.notice(Notice.Code.BUDGET_REACHED, question.variable() + ": " + why);
        if (!isHard && Risk.isThere(draft, question)) {
            return noticed.by(Authority.SLA_PROTECTION).line(STAGE, why + "; an SLA is at risk: it grows");
        }
        var bounded = noticed.within(Math.min(draft.min(), granted), draft.max());
        return bounded.missing(draft.unmet() + draft.value() - granted)
                .by(isHard ? Authority.QUOTA : Authority.COST)
                .to(
                        granted,
                        STAGE,
                        why + "; the budget is " + (isHard ? "hard" : "soft") + ": grows to " + Draft.number(granted)
                                + " at most");
    }

    /** The greatest size between the current one and the wanted one that the budget bears; costs rise with sizes. */
    private static double greatest(Draft draft, Question question, Allowance.Metered allowance) {
        var step = draft.policy().step();
        long low = 0;
        long high = (long) Math.ceil((draft.value() - question.current()) / step);
        while (high - low > 1) {
            var middle = (low + high) >>> 1;
            if (allowance.affords(question.current() + middle * step)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return question.current() + low * step;
    }

    private static String period(Allowance allowance) {
        return allowance.budget().period().name().toLowerCase(Locale.ROOT);
    }
}
