package io.reservoir.controller.bill;

import io.reservoir.model.money.Budget;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Objects;

/** The time that a statement is about: from {@code from} on, up to and without {@code to}. */
public record Period(Instant from, Instant to) {
    public Period {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a period does not end before it begins: " + from + ", " + to);
        }
    }

    /** The day, the week from Monday on, or the calendar month that a time lies in, UTC. */
    public static Period around(Instant time, Budget.Period length) {
        var day = time.atZone(ZoneOffset.UTC).toLocalDate();
        return switch (length) {
            case DAY -> of(day, day.plusDays(1));
            case WEEK -> {
                var monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                yield of(monday, monday.plusWeeks(1));
            }
            case MONTH -> {
                var first = day.withDayOfMonth(1);
                yield of(first, first.plusMonths(1));
            }
        };
    }

    private static Period of(LocalDate first, LocalDate next) {
        return new Period(
                first.atStartOfDay(ZoneOffset.UTC).toInstant(),
                next.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** What falls into this period of each interval. Adjoining periods together hold every instant exactly once. */
    public List<UsageInterval> clip(List<UsageInterval> intervals) {
        return intervals.stream()
                .map(interval -> interval.within(from, to))
                .filter(Objects::nonNull)
                .toList();
    }
}
