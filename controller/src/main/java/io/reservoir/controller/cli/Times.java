package io.reservoir.controller.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as people write and read them. */
final class Times {
    private static final List<Function<String, Instant>> FORMS = List.of(
            Instant::parse,
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC),
            text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());

    private Times() {}

    /** Reads an option; what names no zone is UTC. */
    static final class Converter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            for (var form : FORMS) {
                try {
                    return form.apply(text);
                } catch (DateTimeException e) {
                    // perhaps it has another form
                }
            }
            throw new TypeConversionException(
                    "`" + text + "` is no time; write 2026-11-23, 2026-11-23T10:00 (UTC) or 2026-11-23T10:00:00Z");
        }
    }
}
