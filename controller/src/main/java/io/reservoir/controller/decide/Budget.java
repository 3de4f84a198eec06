package io.reservoir.controller.decide;

/** Stage 10: what may be spent. The language has no budgets yet, so nothing bounds it. */
final class Budget implements Stage {
    @Override
    public Draft apply(Draft draft, Question question) {
        return draft.line("budget", "none");
    }
}
