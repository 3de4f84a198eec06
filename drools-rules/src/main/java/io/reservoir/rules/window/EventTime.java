package io.reservoir.rules.window;

import java.time.Duration;
import java.time.Instant;

/**
 * Event time as one number: nanoseconds since 1970, exact from 1678 to 2262. What lies beyond is taken for the nearest
 * second that can be told.
 */
public final class EventTime {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long MOST_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND / 2 * 2 - 1;
    private static final double TENTHS = 10.0;
    private static final long LONG_SECONDS = 120;
    private static final long LONG_MINUTES = 120;

    private EventTime() {}

    public static long nanos(Instant at) {
        long second = Math.clamp(at.getEpochSecond(), -MOST_SECONDS, MOST_SECONDS);
        return second * NANOS_PER_SECOND + at.getNano();
    }

    /** The time that a number stands for. */
    public static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }

    static long nanos(Duration length) {
        long seconds = Math.clamp(length.getSeconds(), 0, MOST_SECONDS);
        return seconds * NANOS_PER_SECOND + length.getNano();
    }

    /** {@code time + length}, or the end of time where that is passed; {@code length} is not negative. */
    static long after(long time, long length) {
        long sum = time + length;
        return sum < time ? Long.MAX_VALUE : sum;
    }

    /** {@code time − length}, or the beginning of time; {@code length} is not negative. */
    static long before(long time, long length) {
        long difference = time - length;
        return difference > time ? Long.MIN_VALUE : difference;
    }

    /** A length for people, rounded up: {@code 45 s}, {@code 12 min}, {@code 3 h}. */
    static String inWords(long nanos) {
        double seconds = Math.ceil(nanos / (NANOS_PER_SECOND / TENTHS)) / TENTHS;
        if (seconds < LONG_SECONDS) {
            return seconds == Math.rint(seconds) ? (long) seconds + " s" : seconds + " s";
        }
        long minutes = (long) Math.ceil(seconds / 60);
        return minutes < LONG_MINUTES ? minutes + " min" : (long) Math.ceil(minutes / 60.0) + " h";
    }
}
