package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Name;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads days and points in time; null, with an error, where there is no such. */
final class Times {
    private final Problems problems;

    Times(Problems problems) {
        this.problems = problems;
    }

    @Nullable
    LocalDate day(Name written) {
        try {
            return LocalDate.parse(written.text());
        } catch (DateTimeException noSuchDay) {
            problems.error(Code.TIME, written.span(), Problems.quoted(written.text()) + " is no day of the calendar");
            return null;
        }
    }

    @Nullable
    Set<LocalDate> days(List<Name> written) {
        var days = written.stream().map(this::day).filter(day -> day != null).collect(Collectors.toSet());
        return days.size() == written.stream().map(Name::text).distinct().count() ? Set.copyOf(days) : null;
    }

    /** A day begins at midnight; what names no zone is read as UTC, and an info says so. */
    @Nullable
    Instant moment(Name written) {
        var text = written.text().toUpperCase(Locale.ROOT);
        try {
            if (text.indexOf('T') < 0) {
                return asUtc(LocalDate.parse(text).atStartOfDay(), written);
            }
            var time = text.substring(text.indexOf('T'));
            return time.matches(".*[Z+-].*")
                    ? OffsetDateTime.parse(text).toInstant()
                    : asUtc(LocalDateTime.parse(text), written);
        } catch (DateTimeException noSuchTime) {
            problems.error(Code.TIME, written.span(), Problems.quoted(written.text()) + " is no point in time");
            return null;
        }
    }

    private Instant asUtc(LocalDateTime time, Name written) {
        problems.info(
                Code.READ_AS_UTC,
                written.span(),
                Problems.quoted(written.text()) + " names no zone: it is read as UTC",
                "write `" + time + "Z`, or an offset such as `+01:00`");
        return time.toInstant(ZoneOffset.UTC);
    }
}
