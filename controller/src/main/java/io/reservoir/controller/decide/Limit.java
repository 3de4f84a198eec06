package io.reservoir.controller.decide;

import io.reservoir.model.decision.Rate;
import io.reservoir.model.decision.VariableState.Point;
import java.time.Duration;
import java.util.stream.DoubleStream;

/**
 * Stage 9: how far the target may be from where it was a period ago. Growth counts from the least target of its
 * period, shrinking from the greatest of its own: both directions share one history. A cool-down forbids any change
 * for a while after the last one.
 */
final class Limit implements Stage {
    private static final String STAGE = "rate limit";

    @Override
    public Draft apply(Draft draft, Question question) {
        var current = question.current();
        if (draft.value() == current) {
            return draft.line(STAGE, "no change");
        }
        var up = draft.value() > current;
        var pause = up ? draft.policy().cooldownOut() : draft.policy().cooldownIn();
        if (changedWithin(question, pause)) {
            var text = "changed less than " + Stabilise.words(pause) + " ago: stays " + Draft.number(current);
            return draft.to(current, STAGE, text);
        }
        return up ? up(draft, question) : down(draft, question);
    }

    private static Draft up(Draft draft, Question question) {
        var rate = draft.policy().rateUp();
        var base = committed(question, rate).min().orElse(question.current());
        var most = Math.max(question.current(), Math.floor(base + allowance(rate, base)));
        return draft.value() <= most
                ? draft.line(STAGE, "at most " + bound(most, rate, base))
                : draft.to(
                        most, STAGE, "at most " + bound(most, rate, base) + ", wanted " + Draft.number(draft.value()));
    }

    private static Draft down(Draft draft, Question question) {
        var rate = draft.policy().rateDown();
        var base = committed(question, rate).max().orElse(question.current());
        var least = Math.min(question.current(), Math.ceil(base - allowance(rate, base)));
        return draft.value() >= least
                ? draft.line(STAGE, "at least " + bound(least, rate, base))
                : draft.to(
                        least,
                        STAGE,
                        "at least " + bound(least, rate, base) + ", wanted " + Draft.number(draft.value()));
    }

    private static String bound(double bound, Rate rate, double base) {
        return Math.abs(bound) >= Double.MAX_VALUE
                ? "any size"
                : Draft.number(bound) + " within " + Stabilise.words(rate.per()) + " of " + Draft.number(base);
    }

    private static double allowance(Rate rate, double base) {
        return Math.max(rate.share() * base, rate.count());
    }

    private static DoubleStream committed(Question question, Rate rate) {
        return History.within(question.state().committed(), question.now(), rate.per());
    }

    /** True if the last of at least two committed targets is younger than the pause. */
    private static boolean changedWithin(Question question, Duration pause) {
        var committed = question.state().committed();
        if (pause.isZero() || committed.size() < 2) {
            return false;
        }
        Point last = committed.getLast();
        return last.from().plus(pause).isAfter(question.now());
    }
}
