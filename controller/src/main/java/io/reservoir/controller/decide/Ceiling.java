package io.reservoir.controller.decide;

import io.reservoir.model.decision.Variable;

/**
 * Stage 13: ready, starting, draining, stopping, failed and unknown VEEs together never exceed max, in any state. The
 * target stays; the planner starts no more than this stage leaves, and takes back what drains.
 */
final class Ceiling implements Stage {
    private static final String STAGE = "owned ceiling";

    @Override
    public Draft apply(Draft draft, Question question) {
        if (question.variable().kind() != Variable.Kind.REPLICAS) {
            return draft.line(STAGE, "not a count");
        }
        var census = question.census();
        var left = Math.max(0, draft.max() - census.owned());
        return draft.line(
                STAGE,
                census.owned() + " owned of at most " + Draft.number(draft.max()) + ": " + Draft.number(left)
                        + " may be started");
    }

    /** True if as many may be started as a target within the bounds wants beyond those that serve or are about to. */
    static boolean leavesRoom(Draft draft, Question question) {
        var census = question.census();
        return question.variable().kind() != Variable.Kind.REPLICAS
                || Math.min(draft.value(), draft.max()) - census.capacity() - census.draining()
                        <= Math.max(0, draft.max() - census.owned());
    }
}
