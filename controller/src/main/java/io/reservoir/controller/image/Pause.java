package io.reservoir.controller.image;

import java.time.Duration;

/** How long something is left alone that went wrong so often before: 1, 2, 4 … 30 minutes. */
final class Pause {
    static final Duration LONGEST = Duration.ofMinutes(30);

    private static final int MOST_DOUBLINGS = 5;

    private Pause() {}

    static Duration after(int former) {
        var pause = Duration.ofMinutes(1L << Math.min(former, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
