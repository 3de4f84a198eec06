package io.reservoir.cluster.link;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: twice as long each time, up to a limit, and never as long as others wait. */
final class Backoff {
    private final long leastMillis;
    private final long mostMillis;
    private final RandomGenerator chance;
    private long nextMillis;

    Backoff(Duration least, Duration most, RandomGenerator chance) {
        leastMillis = least.toMillis();
        mostMillis = most.toMillis();
        this.chance = chance;
        nextMillis = leastMillis;
    }

    /** In milliseconds: from half of what it would be to all of it. */
    long next() {
        var millis = nextMillis;
        nextMillis = Math.min(mostMillis, 2 * millis);
        return Math.max(1, millis / 2 + (long) (chance.nextDouble() * (millis - millis / 2)));
    }

    /** It worked: the next time is the first one again. */
    void reset() {
        nextMillis = leastMillis;
    }

    /** It will not work soon: the next time is late. */
    void slow() {
        nextMillis = mostMillis;
    }
}
