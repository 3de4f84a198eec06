package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.service.Calendar.Hours;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the hours of a calendar: {@code Mon-Fri 08:00-19:00; Sat,Sun 10:00-14:00}. */
final class WeekReader {
    private static final int MOST_PARTS = 32;
    private static final String EXAMPLE = "such as `Mon-Fri 08:00-19:00; Sat 10:00-14:00 Europe/Madrid`";
    private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final Pattern PART =
            Pattern.compile("(?<days>\\S+)\\s+(?<from>\\d\\d:\\d\\d)\\s*-\\s*(?<to>\\d\\d:\\d\\d)");

    private final Span span;
    private final Problems problems;

    WeekReader(Span span, Problems problems) {
        this.span = span;
        this.problems = problems;
    }

    /** The hours; null, with an error, where they cannot be read. */
    @Nullable
    List<Hours> read(String text) {
        var week = new ArrayList<Hours>();
        for (var part : text.split(";", MOST_PARTS)) {
            var matcher = PART.matcher(part.strip());
            var hours = matcher.matches() ? hours(matcher) : refused(part.strip());
            if (hours == null) {
                return null;
            }
            week.add(hours);
        }
        return List.copyOf(week);
    }

    private @Nullable Hours hours(Matcher part) {
        var days = days(part.group("days"));
        var from = time(part.group("from"));
        var to = part.group("to").equals("24:00") ? LocalTime.MIDNIGHT : time(part.group("to"));
        if (days == null || from == null || to == null) {
            return null;
        }
        if (from.equals(to) && !to.equals(LocalTime.MIDNIGHT)) {
            problems.error(
                    Code.CALENDAR,
                    span,
                    Problems.quoted(part.group()) + " ends when it begins",
                    "a whole day is `00:00-24:00`");
            return null;
        }
        return new Hours(days, from, to.equals(LocalTime.MIDNIGHT) ? null : to);
    }

    private @Nullable Hours refused(String part) {
        problems.error(Code.CALENDAR, span, Problems.quoted(part) + " does not say days and hours", EXAMPLE);
        return null;
    }

    private @Nullable Set<DayOfWeek> days(String text) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (var range : text.split(",", -1)) {
            var ends = range.split("-", -1);
            var first = day(ends[0]);
            var last = day(ends[ends.length - 1]);
            if (first == null || last == null || ends.length > 2) {
                problems.error(
                        Code.CALENDAR,
                        span,
                        Problems.quoted(range) + " is no day of the week",
                        "days are `Mon`, `Tue`, `Wed`, `Thu`, `Fri`, `Sat`, `Sun`");
                return null;
            }
            for (var day = first; ; day = day.plus(1)) {
                days.add(day);
                if (day == last) {
                    break;
                }
            }
        }
        return Set.copyOf(days);
    }

    private static @Nullable DayOfWeek day(String word) {
        var index = DAYS.indexOf(word.toLowerCase(Locale.ROOT));
        return index < 0 ? null : DayOfWeek.of(index + 1);
    }

    private @Nullable LocalTime time(String text) {
        var hour = Integer.parseInt(text.substring(0, 2));
        var minute = Integer.parseInt(text.substring(3));
        if (hour > 23 || minute > 59) {
            problems.error(Code.CALENDAR, span, Problems.quoted(text) + " is no time of day");
            return null;
        }
        return LocalTime.of(hour, minute);
    }
}
