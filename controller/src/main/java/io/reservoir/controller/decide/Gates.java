package io.reservoir.controller.decide;

import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Decision;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.service.Hold;
import java.util.Comparator;

/**
 * Stage 14: what forbids acting for now. A hold keeps the current size, for one component or,
 * against shrinking, for all; an open launch breaker lets the target stand
 * and starts nothing.
 */
final class Gates implements Stage {
    private static final String STAGE = "gates";

    /** Of several holds the longest is named, whatever their order. */
    private static final Comparator<Hold> LONGEST =
            Comparator.comparing(Hold::until).thenComparing(Hold::owner).thenComparing(Hold::reason);

    @Override
    public Draft apply(Draft draft, Question question) {
        return breaker(blackout(held(draft, question), question), question);
    }

    /** A hold freezes one direction of how many there are; up to its end it is above everything else. */
    private static Draft held(Draft draft, Question question) {
        var current = question.current();
        var direction = draft.value() < current ? Hold.Direction.IN : Hold.Direction.OUT;
        if (question.variable().kind() != Variable.Kind.REPLICAS || draft.value() == current) {
            return draft;
        }
        return question.holds().stream()
                .filter(hold -> hold.direction() == direction && question.now().isBefore(hold.until()))
                .max(LONGEST)
                .map(hold -> draft.by(Authority.OPERATOR_HOLD).to(current, STAGE, inWords(hold)))
                .orElse(draft);
    }

    private static String inWords(Hold hold) {
        var what = hold.direction() == Hold.Direction.IN ? "scale-in" : "scale-out";
        var why = hold.reason().isEmpty() ? "" : ": " + hold.reason();
        return what + " is held by " + hold.owner() + " until " + hold.until() + why;
    }

    /** While most services see nothing, what the others see is not to be trusted either. */
    private static Draft blackout(Draft draft, Question question) {
        var why = question.blackout();
        if (why == null) {
            return draft;
        }
        var kept = Math.min(question.current(), draft.max());
        return draft.value() >= kept
                ? draft.line(STAGE, Decision.GLOBAL_HOLD + why)
                : draft.by(Authority.GLOBAL_HOLD)
                        .notice(Notice.Code.SCALE_IN_HELD, question.variable() + ": " + why)
                        .to(kept, STAGE, Decision.GLOBAL_HOLD + why);
    }

    private static Draft breaker(Draft draft, Question question) {
        var census = question.census();
        if (question.variable().kind() != Variable.Kind.REPLICAS || !census.isBreakerOpen(question.now())) {
            return draft.line(STAGE, "open");
        }
        var text = "launch breaker open until " + census.breakerOpenUntil() + ": no launch";
        return draft.notice(Notice.Code.BREAKER_OPEN, question.variable() + ": " + text)
                .line(STAGE, text);
    }
}
