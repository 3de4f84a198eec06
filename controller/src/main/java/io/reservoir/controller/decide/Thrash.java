package io.reservoir.controller.decide;

/** Stage 8: refuses a smaller size that the same raw value would at once make grow again. */
final class Thrash implements Stage {
    private static final String STAGE = "anti-thrash";

    @Override
    public Draft apply(Draft draft, Question question) {
        var current = question.current();
        var raw = Math.min(draft.rounded(), draft.max());
        if (draft.value() >= current
                || raw <= draft.value() * (1 + draft.policy().bandUp())) {
            return draft.line(STAGE, "no growth follows at once");
        }
        var text = Draft.number(draft.value()) + " would grow again at once: stays " + Draft.number(current);
        return draft.to(current, STAGE, text);
    }
}
