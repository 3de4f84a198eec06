package io.reservoir.controller.decide;

/** Stage 5: small differences are not followed: keeps current while current·(1−down) ≤ raw ≤ current·(1+up). */
final class Band implements Stage {
    private static final String STAGE = "band";

    @Override
    public Draft apply(Draft draft, Question question) {
        var current = question.current();
        var low = current * (1 - draft.policy().bandDown());
        var high = current * (1 + draft.policy().bandUp());
        var range = Draft.number(low) + " to " + Draft.number(high);
        if (current < draft.min() || current > draft.max() || draft.value() < low || draft.value() > high) {
            return draft.line(STAGE, Draft.number(draft.value()) + " is outside " + range);
        }
        var text = Draft.number(draft.value()) + " is within " + range + ": stays " + Draft.number(current);
        return draft.to(current, STAGE, text);
    }
}
