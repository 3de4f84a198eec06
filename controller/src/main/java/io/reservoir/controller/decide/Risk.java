package io.reservoir.controller.decide;

import io.reservoir.model.decision.Candidate;
import io.reservoir.model.reading.Value;
import org.jspecify.annotations.Nullable;

/**
 * Whether a component's SLA is at risk: a class promises something for it, and its load is more than its present size
 * carries even without the headroom that the class keeps free.
 */
final class Risk {
    private Risk() {}

    static boolean isThere(Draft draft, Question question) {
        return question.isPromised()
                && Round.up(need(draft.chosen()), draft.policy().step()) > question.current();
    }

    private static double need(@Nullable Candidate chosen) {
        if (chosen == null) {
            return Double.NEGATIVE_INFINITY;
        }
        return switch (chosen.raw()) {
            case Value.Known(var number) -> number;
            case Value.AtLeast(var number, var cause) -> number;
            case Value.Unknown unknown -> Double.NEGATIVE_INFINITY;
        };
    }
}
