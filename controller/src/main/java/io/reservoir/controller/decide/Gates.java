package io.reservoir.controller.decide;

import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;

/** Stage 14: what forbids acting for now. An open launch breaker lets the target stand and starts nothing. */
final class Gates implements Stage {
    private static final String STAGE = "gates";

    @Override
    public Draft apply(Draft draft, Question question) {
        var census = question.census();
        if (question.variable().kind() != Variable.Kind.REPLICAS || !census.isBreakerOpen(question.now())) {
            return draft.line(STAGE, "open");
        }
        var text = "launch breaker open until " + census.breakerOpenUntil() + ": no launch";
        return draft.notice(Notice.Code.BREAKER_OPEN, question.variable() + ": " + text)
                .line(STAGE, text);
    }
}
