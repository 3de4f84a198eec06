package io.reservoir.controller.api.http;

import java.time.Duration;
import java.time.Instant;

/** So many at once, and so many a second after that. Belongs to one thread. */
final class TokenBucket {
    private final double perSecond;
    private final double burst;
    private double tokens;
    private Instant filledAt;

    TokenBucket(double perSecond, double burst, Instant now) {
        this.perSecond = perSecond;
        this.burst = burst;
        tokens = burst;
        filledAt = now;
    }

    /** Takes one, if there is one. */
    boolean take(Instant now) {
        fill(now);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** How long until there is one. */
    Duration untilNext() {
        return Duration.ofNanos((long) Math.ceil(Math.max(0, 1 - tokens) / perSecond * 1e9));
    }

    private void fill(Instant now) {
        if (now.isAfter(filledAt)) {
            var seconds = Duration.between(filledAt, now).toNanos() / 1e9;
            tokens = Math.min(burst, tokens + seconds * perSecond);
        }
        filledAt = now;
    }
}
