package io.reservoir.model.service;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Times of the week in a zone, such as office hours. What counts is the clock on the wall there: an hour that is
 * skipped in spring is in no calendar, one that comes twice in autumn is in it twice.
 *
 * @param except days, by the date on which a span begins, on which there is none
 */
public record Calendar(String name, List<Hours> week, ZoneId zone, Set<LocalDate> except) {
    /**
     * The same hours on some days of the week.
     *
     * @param to exclusive, null for midnight; not after {@code from}, it lies on the next day
     */
    public record Hours(
            Set<DayOfWeek> days, LocalTime from, @Nullable LocalTime to) {
        private boolean contains(LocalTime time) {
            return !time.isBefore(from) && (to == null || isOvernight() || time.isBefore(to));
        }

        private boolean containsOnNextDay(LocalTime time) {
            return to != null && isOvernight() && time.isBefore(to);
        }

        private boolean isOvernight() {
            return to != null && !from.isBefore(to);
        }
    }

    public boolean contains(Instant instant) {
        var local = LocalDateTime.ofInstant(instant, zone);
        var today = local.toLocalDate();
        var yesterday = today.minusDays(1);
        return week.stream()
                .anyMatch(hours -> (begins(hours, today) && hours.contains(local.toLocalTime()))
                        || (begins(hours, yesterday) && hours.containsOnNextDay(local.toLocalTime())));
    }

    private boolean begins(Hours hours, LocalDate day) {
        return hours.days().contains(day.getDayOfWeek()) && !except.contains(day);
    }
}
