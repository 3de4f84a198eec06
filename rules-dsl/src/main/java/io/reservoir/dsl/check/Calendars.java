package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.service.Calendar;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks {@code calendar office = "Mon-Fri 08:00-19:00 Europe/Madrid" except 2026-12-25} and the use of its name. */
final class Calendars {
    /** At the end of a text, hours show that the zone is missing. */
    private static final Pattern HOURS = Pattern.compile("\\d\\d:.*");

    private final Set<String> broken;
    private final Times times;
    private final Problems problems;
    private final Set<String> names;
    private final Map<String, Calendar> known = new LinkedHashMap<>();

    /** @param broken names in statements that could not be read: they are not reported missing */
    Calendars(Map<String, Statement.Calendar> declared, Set<String> broken, Times times, Problems problems) {
        this.broken = broken;
        this.times = times;
        this.problems = problems;
        names = declared.keySet();
        declared.values().forEach(this::declare);
    }

    List<Calendar> all() {
        return List.copyOf(known.values());
    }

    /** The calendar of that name; null where there is none, which is reported, or where it has a mistake. */
    @Nullable
    Calendar named(Name name) {
        if (!names.contains(name.text()) && !broken.contains(name.text())) {
            problems.error(
                    Code.CALENDAR,
                    name.span(),
                    "the calendar " + Problems.quoted(name.text()) + " is not declared",
                    Suggestion.help(name.text(), names, "calendars"));
        }
        return known.get(name.text());
    }

    private void declare(Statement.Calendar statement) {
        var calendar = calendar(statement);
        if (calendar != null) {
            known.put(calendar.name(), calendar);
        }
    }

    private @Nullable Calendar calendar(Statement.Calendar statement) {
        var text = statement.week().value().strip();
        var blank = text.lastIndexOf(' ');
        var zoneless = HOURS.matcher(text.substring(blank + 1)).matches();
        var zone = zone(text.substring(blank + 1), statement);
        var week = new WeekReader(statement.week().span(), problems)
                .read(zoneless ? text : text.substring(0, Math.max(0, blank)));
        var days = times.days(statement.exceptions());
        return zone == null || week == null || days == null
                ? null
                : new Calendar(statement.name().text(), week, zone, days);
    }

    private @Nullable ZoneId zone(String written, Statement.Calendar statement) {
        if (ZoneId.getAvailableZoneIds().contains(written)) {
            return ZoneId.of(written);
        }
        var help = Suggestion.help(written, ZoneId.getAvailableZoneIds(), "zones");
        problems.error(
                Code.CALENDAR,
                statement.week().span(),
                Problems.quoted(written) + " is no time zone",
                help != null ? help : "a calendar ends with its zone, such as `Europe/Madrid` or `UTC`");
        return null;
    }
}
