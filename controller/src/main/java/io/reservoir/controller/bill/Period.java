package io.reservoir.controller.bill;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The time that a statement is about: from {@code from} on, up to and without {@code to}. */
public record Period(Instant from, Instant to) {
    public Period {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a period does not end before it begins: " + from + ", " + to);
        }
    }

    /** What falls into this period of each interval. Adjoining periods together hold every instant exactly once. */
    public List<UsageInterval> clip(List<UsageInterval> intervals) {
        return intervals.stream()
                .map(interval -> interval.within(from, to))
                .filter(Objects::nonNull)
                .toList();
    }
}
