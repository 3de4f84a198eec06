package io.reservoir.controller.decide;

import io.reservoir.model.decision.Authority;
import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.vee.VeePhase;

/**
 * Stage 11: whether there is room where the replicas are allowed to be. The target stays, so that it is met as soon as
 * there is; what cannot be placed waits, is owned, and is never placed elsewhere.
 */
final class Feasible implements Stage {
    private static final String STAGE = "feasibility";

    @Override
    public Draft apply(Draft draft, Question question) {
        if (question.variable().kind() != Variable.Kind.REPLICAS) {
            return draft.line(STAGE, "decided by the host");
        }
        var census = question.census();
        var toPlace = (int) draft.value() - census.capacity() - census.draining() + census.of(VeePhase.PENDING);
        if (toPlace <= 0) {
            return draft.line(STAGE, "nothing to place");
        }
        var missing = toPlace - census.room().of(toPlace);
        if (missing <= 0) {
            return draft.line(STAGE, "room for " + toPlace);
        }
        var text = "no allowed host has room for " + Draft.number(missing) + " of " + Draft.number(draft.value())
                + ": pending placement";
        return draft.missing(draft.unmet() + missing)
                .by(Authority.LEGAL_PLACEMENT)
                .notice(Notice.Code.PLACEMENT_PENDING, question.variable() + ": " + text)
                .line(STAGE, text);
    }
}
