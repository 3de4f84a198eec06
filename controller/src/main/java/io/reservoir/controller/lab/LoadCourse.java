package io.reservoir.controller.lab;

import java.time.Duration;
import java.util.List;

/**
 * How a load rises and falls: straight lines between points, beginning at the first one, which is at zero.
 *
 * @param points at least two, in the order of their times
 */
public record LoadCourse(List<Point> points) {
    /** So many requests per second at that time from the beginning. */
    public record Point(Duration at, double perSecond) {}

    public LoadCourse {
        points = List.copyOf(points);
        if (points.size() < 2 || !points.getFirst().at().isZero()) {
            throw new IllegalArgumentException("a course begins at zero and has at least two points");
        }
        for (var i = 0; i < points.size(); i++) {
            if (i > 0 && points.get(i).at().compareTo(points.get(i - 1).at()) <= 0) {
                throw new IllegalArgumentException("points stand in the order of their times");
            }
            if (!(points.get(i).perSecond() >= 0)
                    || Double.isInfinite(points.get(i).perSecond())) {
                throw new IllegalArgumentException("a rate is finite and not negative");
            }
        }
    }

    public Duration length() {
        return points.getLast().at();
    }

    /** The highest rate on the way. */
    public double peak() {
        return points.stream().mapToDouble(Point::perSecond).max().orElseThrow();
    }

    /** Requests per second at that time; none before the beginning and from the end on. */
    public double at(Duration time) {
        for (var i = 1; i < points.size(); i++) {
            var before = points.get(i - 1);
            var next = points.get(i);
            if (!time.isNegative() && time.compareTo(next.at()) < 0) {
                var part = (double) time.minus(before.at()).toNanos()
                        / next.at().minus(before.at()).toNanos();
                return before.perSecond() + part * (next.perSecond() - before.perSecond());
            }
        }
        return 0;
    }
}
