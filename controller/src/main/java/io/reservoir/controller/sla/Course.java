package io.reservoir.controller.sla;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How a component fared over time: a quality holds from a point on, until the next one. Before the first one nothing
 * was owed.
 */
final class Course {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HALF = Duration.ofSeconds(30);

    /** @param seq of the entry that shows it */
    record Point(Instant from, Quality quality, long seq) {}

    private final List<Point> points = new ArrayList<>();

    /** The quality holds from that time on, or from the last point on where the time is before it. */
    void become(Quality quality, Instant at, long seq) {
        var last = points.isEmpty() ? new Point(Instant.MIN, Quality.EXCLUDED, 0) : points.getLast();
        if (last.quality() != quality) {
            points.add(new Point(at.isBefore(last.from()) ? last.from() : at, quality, seq));
        }
    }

    /** Forgets what was over before that time. */
    void forget(Instant before) {
        while (points.size() > 1 && !points.get(1).from().isAfter(before)) {
            points.removeFirst();
        }
    }

    List<Point> points() {
        return points;
    }

    /**
     * The minutes from one time up to and without another one, both at full minutes. A minute is bad if 30 s of it
     * are, unknown if 30 s of it are or may be bad, excluded if 30 s of it are.
     */
    Minutes minutes(Instant from, Instant to) {
        var minutes = Minutes.NONE;
        var index = 0;
        for (var minute = from; minute.isBefore(to); ) {
            while (index < points.size() && !points.get(index).from().isAfter(minute)) {
                index++;
            }
            // the point before `index` is in force, and the next one is ahead
            var calm = index == points.size() ? to : points.get(index).from().truncatedTo(ChronoUnit.MINUTES);
            var until = calm.isAfter(to) ? to : calm;
            if (until.isAfter(minute)) {
                minutes = minutes.plus(
                        before(index), Duration.between(minute, until).toMinutes());
                minute = until;
            } else {
                minutes = minutes.plus(mixed(minute, index), 1);
                minute = minute.plus(MINUTE);
            }
        }
        return minutes;
    }

    private Quality before(int index) {
        return index == 0 ? Quality.EXCLUDED : points.get(index - 1).quality();
    }

    /** How a minute counts in which the point at {@code index}, and perhaps others after it, lie. */
    private Quality mixed(Instant minute, int index) {
        var end = minute.plus(MINUTE);
        var lengths = new EnumMap<Quality, Duration>(Quality.class);
        var from = minute;
        for (var i = index; i <= points.size(); i++) {
            var next = i == points.size() ? end : points.get(i).from();
            var until = next.isAfter(end) ? end : next;
            lengths.merge(before(i), Duration.between(from, until), Duration::plus);
            from = until;
        }
        return worst(lengths);
    }

    private static Quality worst(Map<Quality, Duration> lengths) {
        var bad = lengths.getOrDefault(Quality.BAD, Duration.ZERO);
        var perhaps = bad.plus(lengths.getOrDefault(Quality.UNKNOWN, Duration.ZERO));
        var excluded = lengths.getOrDefault(Quality.EXCLUDED, Duration.ZERO);
        if (bad.compareTo(HALF) >= 0) {
            return Quality.BAD;
        }
        if (perhaps.compareTo(HALF) >= 0) {
            return Quality.UNKNOWN;
        }
        return excluded.compareTo(HALF) >= 0 ? Quality.EXCLUDED : Quality.GOOD;
    }
}
