package io.reservoir.model.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.service.Calendar.Hours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarTest {
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");
    private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);

    private static Calendar calendar(Set<DayOfWeek> days, String from, @Nullable String to, LocalDate... except) {
        var hours = new Hours(days, LocalTime.parse(from), to == null ? null : LocalTime.parse(to));
        return new Calendar("c", List.of(hours), MADRID, Set.of(except));
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T07:59:59+01:00, false", // Wednesday
        "2026-11-25T08:00:00+01:00, true",
        "2026-11-25T18:59:59+01:00, true",
        "2026-11-25T19:00:00+01:00, false",
        "2026-11-28T12:00:00+01:00, false", // Saturday
        "2026-12-25T12:00:00+01:00, false", // the holiday, a Friday
        "2026-07-01T06:00:00Z, true", // 08:00 in summer
        "2026-07-01T17:00:00Z, false",
    })
    void officeHoursAreThoseOfTheWallThere(String time, boolean holds) {
        var office = calendar(WEEKDAYS, "08:00", "19:00", LocalDate.of(2026, 12, 25));
        assertThat(office.contains(at(time))).isEqualTo(holds);
    }

    /** On 29 March 2026 the clock goes from 02:00 to 03:00: what lies between is never on the wall. */
    @Test
    void anHourThatIsSkippedIsInNoCalendar() {
        var night = calendar(EVERY_DAY, "02:00", "03:00");
        assertThat(minutesIn(night, at("2026-03-29T00:00:00+01:00"))).isZero();
        assertThat(minutesIn(night, at("2026-03-28T00:00:00+01:00"))).isEqualTo(60);
        assertThat(minutesIn(calendar(EVERY_DAY, "01:30", "03:30"), at("2026-03-29T00:00:00+01:00")))
                .isEqualTo(60);
    }

    /** On 25 October 2026 the clock goes from 03:00 back to 02:00: that hour is on the wall twice. */
    @Test
    void anHourThatComesTwiceIsInItTwice() {
        assertThat(minutesIn(calendar(EVERY_DAY, "02:00", "03:00"), at("2026-10-25T00:00:00+02:00")))
                .isEqualTo(120);
        assertThat(minutesIn(calendar(EVERY_DAY, "00:00", null), at("2026-10-25T00:00:00+02:00"), 25))
                .isEqualTo(25 * 60);
    }

    private static int minutesIn(Calendar calendar, Instant from) {
        return minutesIn(calendar, from, 24);
    }

    private static int minutesIn(Calendar calendar, Instant from, int hours) {
        var count = 0;
        for (var minute = 0; minute < hours * 60; minute++) {
            count += calendar.contains(from.plus(Duration.ofMinutes(minute))) ? 1 : 0;
        }
        return count;
    }

    @Test
    void aNightBelongsToTheDayOnWhichItBegins() {
        var night = calendar(EnumSet.of(DayOfWeek.FRIDAY), "22:00", "06:00", LocalDate.of(2026, 12, 25));

        assertThat(night.contains(at("2026-11-27T21:59:00+01:00"))).isFalse(); // Friday
        assertThat(night.contains(at("2026-11-27T22:00:00+01:00"))).isTrue();
        assertThat(night.contains(at("2026-11-28T05:59:59+01:00"))).isTrue();
        assertThat(night.contains(at("2026-11-28T06:00:00+01:00"))).isFalse();
        assertThat(night.contains(at("2026-11-27T05:00:00+01:00"))).isFalse();
        assertThat(night.contains(at("2026-12-25T23:00:00+01:00"))).isFalse();
        assertThat(night.contains(at("2026-12-26T01:00:00+01:00"))).isFalse();
    }

    @Test
    void anyOfItsHoursWillDo() {
        var shop = new Calendar(
                "shop",
                List.of(
                        new Hours(WEEKDAYS, LocalTime.of(9, 0), LocalTime.of(20, 0)),
                        new Hours(EnumSet.of(DayOfWeek.SATURDAY), LocalTime.of(10, 0), LocalTime.of(14, 0))),
                MADRID,
                Set.of());
        assertThat(shop.contains(at("2026-11-28T13:59:00+01:00"))).isTrue();
        assertThat(shop.contains(at("2026-11-28T14:00:00+01:00"))).isFalse();
        assertThat(shop.contains(at("2026-11-27T14:00:00+01:00"))).isTrue();
    }
}
