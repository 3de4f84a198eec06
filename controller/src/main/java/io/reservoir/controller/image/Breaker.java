package io.reservoir.controller.image;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Stops launches that keep failing. It opens at {@link Rule#inARow} failures in a row, or at {@link Rule#ofLastTen}
 * failures among the last ten launches, for 1, 2, 4 … 30 minutes; after that one more failure opens it again, for
 * twice as long, and a success closes it for good.
 *
 * @param lastTen outcomes of the last launches, oldest first, true for a success; emptied when it opens
 * @param inARow failures since the last success
 * @param opened how often it opened since the last success
 * @param openUntil no launch before that time
 */
public record Breaker(Rule rule, List<Boolean> lastTen, int inARow, int opened, Instant openUntil) {
    /** When to open. */
    public enum Rule {
        /** For a component: what it runs may be broken. */
        COMPONENT(3, 5),
        /** For a host: others may do better, so less is borne. */
        HOST(3, 3);

        private final int inARow;
        private final int ofLastTen;

        Rule(int inARow, int ofLastTen) {
            this.inARow = inARow;
            this.ofLastTen = ofLastTen;
        }
    }

    public static Breaker closed(Rule rule) {
        return new Breaker(rule, List.of(), 0, 0, Instant.MIN);
    }

    public boolean isOpen(Instant now) {
        return now.isBefore(openUntil);
    }

    public int failures() {
        return (int) lastTen.stream().filter(ok -> !ok).count();
    }

    /** This breaker after one more launch has come up or failed. */
    public Breaker after(boolean success, Instant at) {
        var outcomes = new ArrayList<>(lastTen);
        outcomes.add(success);
        if (outcomes.size() > 10) {
            outcomes.removeFirst();
        }
        if (success) {
            return new Breaker(rule, List.copyOf(outcomes), 0, 0, openUntil);
        }
        var next = new Breaker(rule, List.copyOf(outcomes), inARow + 1, opened, openUntil);
        return next.mustOpen() ? next.opening(at) : next;
    }

    /** This breaker, which opened at that time at the latest; how long a success has left it open is not known. */
    Breaker openedBy(Instant at) {
        var latest = at.plus(opened == 0 ? Pause.LONGEST : Pause.after(opened - 1));
        return openUntil.isAfter(latest) ? new Breaker(rule, lastTen, inARow, opened, latest) : this;
    }

    private boolean mustOpen() {
        return opened > 0 || inARow >= rule.inARow || failures() >= rule.ofLastTen;
    }

    private Breaker opening(Instant at) {
        return new Breaker(rule, List.of(), inARow, opened + 1, at.plus(Pause.after(opened)));
    }
}
