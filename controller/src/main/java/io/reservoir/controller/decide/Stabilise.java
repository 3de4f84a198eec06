package io.reservoir.controller.decide;

import java.time.Duration;
import java.util.stream.DoubleStream;

/**
 * Stage 7: on the way down the greatest result of a window counts, on the way up the least of another. Neither moves
 * the target beyond where it is: stabilising only delays.
 */
final class Stabilise implements Stage {
    private static final String STAGE = "stabilise";

    @Override
    public Draft apply(Draft draft, Question question) {
        var current = question.current();
        var wanted = draft.value();
        if (wanted < current) {
            return down(draft, question, wanted, current);
        }
        if (wanted > current) {
            return up(draft, question, wanted, current);
        }
        return draft.line(STAGE, "nothing to delay");
    }

    private static Draft down(Draft draft, Question question, double wanted, double current) {
        var window = draft.policy().stabiliseDown();
        var greatest = results(question, window).max().orElse(wanted);
        var held = Math.min(current, Math.max(wanted, greatest));
        return told(draft, held, wanted, "the greatest of the last " + words(window));
    }

    private static Draft up(Draft draft, Question question, double wanted, double current) {
        var window = draft.policy().stabiliseUp();
        if (window.isZero()) {
            return draft.line(STAGE, "growth is followed at once");
        }
        var least = results(question, window).min().orElse(wanted);
        var held = Math.max(current, Math.min(wanted, least));
        return told(draft, held, wanted, "the least of the last " + words(window));
    }

    private static Draft told(Draft draft, double held, double wanted, String which) {
        return held == wanted
                ? draft.line(STAGE, Draft.number(wanted) + " is " + which)
                : draft.to(held, STAGE, Draft.number(held) + " is " + which + ", now " + Draft.number(wanted));
    }

    private static DoubleStream results(Question question, Duration window) {
        return History.within(question.state().results(), question.now(), window);
    }

    static String words(Duration duration) {
        var seconds = duration.toSeconds();
        return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
