package io.reservoir.controller.decide;

/** Stage 6: up to the next step, with a tolerance of 1e-9·max(1,|e|), so that exactly 6.0 is 6. */
final class Round implements Stage {
    private static final double TOLERANCE = 1e-9;

    static double up(double value, double step) {
        var steps = value / step;
        return Math.ceil(steps - TOLERANCE * Math.max(1, Math.abs(steps))) * step;
    }

    @Override
    public Draft apply(Draft draft, Question question) {
        var rounded = up(draft.value(), draft.policy().step()) + 0.0;
        var text = rounded == draft.value()
                ? Draft.number(rounded)
                : Draft.number(draft.value()) + " rounds up to " + Draft.number(rounded);
        return draft.to(rounded, "round", text).remembering(rounded);
    }
}
