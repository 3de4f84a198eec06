package io.reservoir.controller.sim;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until somebody moves it on. It never goes back. Safe for use by many threads. */
public final class ManualClock implements InstantSource {
    private final AtomicReference<Instant> now;

    public ManualClock(Instant start) {
        now = new AtomicReference<>(start);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    /** Moves on to that time, or stays where it is if that is past already. Returns the time it shows then. */
    public Instant advanceTo(Instant time) {
        return now.accumulateAndGet(time, (shown, wanted) -> wanted.isAfter(shown) ? wanted : shown);
    }

    /** Moves on by that much; a negative duration moves nothing. Returns the time it shows then. */
    public Instant advance(Duration by) {
        return now.updateAndGet(shown -> by.isNegative() ? shown : shown.plus(by));
    }
}
