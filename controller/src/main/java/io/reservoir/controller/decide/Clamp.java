package io.reservoir.controller.decide;

/** Stage 12: the bounds once more, since stages in between may have left them; max is absolute. */
final class Clamp implements Stage {
    private static final String STAGE = "clamp";

    @Override
    public Draft apply(Draft draft, Question question) {
        var value = Math.min(draft.max(), Math.max(draft.min(), draft.value()));
        var range = Draft.number(draft.min()) + " to " + Draft.number(draft.max());
        return value == draft.value()
                ? draft.line(STAGE, "within " + range)
                : draft.to(value, STAGE, "brought within " + range);
    }
}
