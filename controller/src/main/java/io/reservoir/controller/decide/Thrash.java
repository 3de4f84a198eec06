package io.reservoir.controller.decide;

import io.reservoir.model.decision.Variable;
import io.reservoir.model.reading.Value;

/**
 * Stage 8: refuses a smaller size that would grow again at once. The statement that leads is evaluated as if that many
 * replicas carried the present load: its own wish there, headroom and bounds included, must not be above the band.
 */
final class Thrash implements Stage {
    private static final String STAGE = "anti-thrash";

    @Override
    public Draft apply(Draft draft, Question question) {
        var current = question.current();
        var size = draft.value();
        if (size >= current || question.variable().kind() != Variable.Kind.REPLICAS) {
            return draft.line(STAGE, "no growth follows at once");
        }
        var wish = Math.min(wishAt(size, draft, question), draft.max());
        if (wish <= size * (1 + draft.policy().bandUp())
                || Round.up(wish, draft.policy().step()) <= size) {
            return draft.line(STAGE, "no growth follows at once");
        }
        var text = Draft.number(size) + " would grow to "
                + Draft.number(Round.up(wish, draft.policy().step())) + " at once: stays " + Draft.number(current);
        return draft.to(current, STAGE, text);
    }

    /** What the statement would want at that size; nothing where that cannot be told. */
    private static double wishAt(double size, Draft draft, Question question) {
        var chosen = draft.chosen();
        if (chosen == null) {
            return Double.NEGATIVE_INFINITY;
        }
        var free = 1 - draft.policy().headroom();
        return switch (question.rawAt().of(chosen, size)) {
            case Value.Known(var number) -> number / free;
            case Value.AtLeast(var number, var cause) -> number / free;
            case Value.Unknown unknown -> Double.NEGATIVE_INFINITY;
        };
    }
}
