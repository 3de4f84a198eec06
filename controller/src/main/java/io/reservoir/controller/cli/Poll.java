package io.reservoir.controller.cli;

import java.time.Duration;

/** Waits for what goes on at a server, between two looks. */
final class Poll {
    private static final Duration EVERY = Duration.ofMillis(500);

    private Poll() {}

    /**
     * A moment until the next look.
     *
     * @param goesOn what does so nevertheless where somebody interrupts that
     */
    static void pause(String goesOn) {
        try {
            Thread.sleep(EVERY);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.of("interrupted; " + goesOn + " goes on", null);
        }
    }
}
