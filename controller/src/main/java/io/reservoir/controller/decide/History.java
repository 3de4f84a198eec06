package io.reservoir.controller.decide;

import io.reservoir.model.decision.VariableState.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** Reads and extends a run-length encoded history: each point's value holds until the next point's time. */
final class History {
    private History() {}

    /** The values that held at some time in (now − window, now], oldest first. */
    static DoubleStream within(List<Point> points, Instant now, Duration window) {
        var start = now.minus(window);
        var values = DoubleStream.builder();
        for (int i = 0; i < points.size(); i++) {
            var last = i == points.size() - 1;
            if (last || points.get(i + 1).from().isAfter(start)) {
                values.add(points.get(i).value());
            }
        }
        return values.build();
    }

    /** The history with {@code value} from {@code at} on; the same list if that is so already. */
    static List<Point> extended(List<Point> points, Instant at, double value, Duration keep) {
        if (!points.isEmpty() && points.getLast().value() == value) {
            return points;
        }
        var next = new ArrayList<Point>();
        for (int i = 0; i < points.size(); i++) {
            var end = i == points.size() - 1 ? at : points.get(i + 1).from();
            if (end.isAfter(at.minus(keep)) && points.get(i).from().isBefore(at)) {
                next.add(points.get(i));
            }
        }
        next.add(new Point(at, value));
        return List.copyOf(next);
    }
}
