package io.reservoir.controller.decide;

import io.reservoir.model.decision.Candidate;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.reading.Value;

/**
 * Stage 4: the bounds. Of the lower ones the greatest counts; the upper one is the rule's, else the component's, else
 * the default. The upper one wins over the lower, with a notice.
 */
final class Bound implements Stage {
    private static final String STAGE = "bounds";

    @Override
    public Draft apply(Draft draft, Question question) {
        var min = Math.max(question.bounds().min(), ruleMin(draft, question));
        var max = max(draft, question);
        if (max < min) {
            var text = question.variable() + ": max " + Draft.number(max) + " is below min " + Draft.number(min)
                    + ", max wins";
            return clamped(draft.notice(Notice.Code.MAX_BELOW_MIN, text), question, max, max);
        }
        return clamped(draft, question, min, max);
    }

    private static Draft clamped(Draft draft, Question question, double min, double max) {
        var bounded = draft.within(min, max);
        var wanted = draft.value();
        if (wanted > max) {
            return aboveMax(bounded, question, wanted, max);
        }
        if (wanted < min) {
            return bounded.to(min, STAGE, Draft.number(wanted) + " is below min " + Draft.number(min));
        }
        return bounded.line(STAGE, "within " + Draft.number(min) + " to " + Draft.number(max));
    }

    private static Draft aboveMax(Draft draft, Question question, double wanted, double max) {
        if (wanted == Double.MAX_VALUE) {
            return draft.to(max, STAGE, "the greatest allowed is " + Draft.number(max));
        }
        var unmet = Round.up(wanted, draft.policy().step()) - max;
        if (unmet <= 0) {
            return draft.to(max, STAGE, "max " + Draft.number(max));
        }
        return draft.missing(unmet)
                .notice(
                        Notice.Code.BEYOND_MAX,
                        question.variable() + ": " + Draft.number(wanted) + " wanted, max is " + Draft.number(max))
                .to(
                        max,
                        STAGE,
                        Draft.number(wanted) + " is beyond max " + Draft.number(max) + ", unmet "
                                + Draft.number(unmet));
    }

    /** A lower bound that is not known lets nothing shrink. */
    private static double ruleMin(Draft draft, Question question) {
        var candidate = draft.chosen();
        return candidate == null || candidate.min() == null
                ? Double.NEGATIVE_INFINITY
                : known(candidate.min(), question.current());
    }

    /** An upper bound that is not known lets nothing shrink either, unless the component has one. */
    private static double max(Draft draft, Question question) {
        var bounds = question.bounds();
        var ofComponent = bounds.max() == null ? bounds.defaultMax() : bounds.max();
        var candidate = draft.chosen();
        if (candidate == null || candidate.max() == null) {
            return ofComponent;
        }
        var max =
                known(candidate.max(), bounds.max() == null ? Math.max(ofComponent, question.current()) : ofComponent);
        return max < Candidate.NO_BOUND ? max : ofComponent;
    }

    private static double known(Value value, double otherwise) {
        return switch (value) {
            case Value.Known(var number) -> number;
            case Value.AtLeast(var number, var cause) -> Math.max(number, otherwise);
            case Value.Unknown unknown -> otherwise;
        };
    }
}
