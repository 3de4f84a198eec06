package io.reservoir.controller.sim;

import io.reservoir.model.reading.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A recorded load, read from CSV with the header {@code timestamp,value}: each row says how much arrived in the step
 * that begins at its timestamp. Timestamps are ISO 8601, UTC where they name no offset, and strictly increasing;
 * values are finite and not negative, their unit is the file's own. The step is the median distance of rows. A row is
 * in force until the next one, but where more than {@link #LONGEST_HELD} steps are missing, and at the end, for its own
 * step alone. At least two rows, at most {@link #MOST_ROWS}, lines of at most {@link #LONGEST_LINE} characters.
 */
public final class Trace {
    public static final int MOST_ROWS = 200_000;
    public static final int LONGEST_LINE = 200;
    public static final int LONGEST_HELD = 3;
    private static final int MOST_BYTES = 16 << 20;
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d{1,9})?");

    private final List<Row> rows;
    private final Duration step;

    /** How much arrived in the step that begins then. */
    public record Row(Instant at, double value) {}

    private Trace(List<Row> rows, Duration step) {
        this.rows = rows;
        this.step = step;
    }

    public static Trace read(Path file) throws TraceException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new TraceException(file + ": a trace has at most " + MOST_BYTES + " bytes");
            }
            return parse(file.toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new TraceException(file + ": there is no such file", e);
        } catch (CharacterCodingException e) {
            throw new TraceException(file + ": not UTF-8 text", e);
        } catch (IOException e) {
            throw new TraceException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a trace from text.
     *
     * @param name what messages call it
     */
    public static Trace parse(String name, String csv) throws TraceException {
        var rows = new Parser(name).rows(csv);
        if (rows.size() < 2) {
            throw new TraceException(name + ": a trace has at least two rows, this one has " + rows.size());
        }
        return new Trace(Collections.unmodifiableList(rows), medianDistance(rows));
    }

    /** The same load, beginning at another time. */
    public Trace startingAt(Instant start) {
        var shift = Duration.between(start(), start);
        var shifted =
                rows.stream().map(r -> new Row(r.at().plus(shift), r.value())).toList();
        return new Trace(shifted, step);
    }

    public List<Row> rows() {
        return rows;
    }

    public Duration step() {
        return step;
    }

    public Instant start() {
        return rows.getFirst().at();
    }

    /** When the step of the last row is over. */
    public Instant end() {
        return rows.getLast().at().plus(step);
    }

    /** The value of the row in force at that time, or why there is none. */
    public Value valueAt(Instant at) {
        var found = Collections.binarySearch(rows, new Row(at, 0), Comparator.comparing(Row::at));
        var index = found >= 0 ? found : -found - 2;
        if (index < 0) {
            return Value.unknown("the trace begins at " + start());
        }
        if (!at.isBefore(inForceUntil(index))) {
            return Value.unknown(index == rows.size() - 1 ? "the trace ended at " + end() : "a gap in the trace");
        }
        return Value.known(rows.get(index).value());
    }

    private Instant inForceUntil(int index) {
        var ownEnd = rows.get(index).at().plus(step);
        if (index == rows.size() - 1) {
            return ownEnd;
        }
        var next = rows.get(index + 1).at();
        return next.isAfter(ownEnd.plus(step.multipliedBy(LONGEST_HELD))) ? ownEnd : next;
    }

    private static Duration medianDistance(List<Row> rows) {
        var distances = new ArrayList<Duration>();
        for (var i = 1; i < rows.size(); i++) {
            distances.add(Duration.between(rows.get(i - 1).at(), rows.get(i).at()));
        }
        Collections.sort(distances);
        return distances.get((distances.size() - 1) / 2);
    }

    /** Reads line by line and stops at the first one that is wrong. */
    private static final class Parser {
        private static final String HEADER = "timestamp,value";
        private final String name;
        private int number;

        Parser(String name) {
            this.name = name;
        }

        List<Row> rows(String csv) throws TraceException {
            var lines = new BufferedReader(new StringReader(csv)).lines().iterator();
            if (!lines.hasNext() || !next(lines.next()).replace("\uFEFF", "").equals(HEADER)) {
                number = 1;
                throw wrong("the header is `" + HEADER + "`");
            }
            var rows = new ArrayList<Row>();
            while (lines.hasNext()) {
                var line = next(lines.next());
                if (!line.isBlank()) {
                    add(row(line), rows);
                }
            }
            return rows;
        }

        private String next(String line) throws TraceException {
            number++;
            if (line.length() > LONGEST_LINE) {
                throw wrong("a line has at most " + LONGEST_LINE + " characters");
            }
            return line;
        }

        private void add(Row row, List<Row> rows) throws TraceException {
            if (rows.size() == MOST_ROWS) {
                throw wrong("a trace has at most " + MOST_ROWS + " rows");
            }
            if (!rows.isEmpty() && !row.at().isAfter(rows.getLast().at())) {
                throw wrong("timestamps increase, and this one does not come after "
                        + rows.getLast().at());
            }
            rows.add(row);
        }

        private Row row(String line) throws TraceException {
            var fields = line.split(",", -1);
            if (fields.length != 2) {
                throw wrong("a row is a timestamp and a value, `" + line + "` is not");
            }
            return new Row(timestamp(fields[0].strip()), value(fields[1].strip()));
        }

        private Instant timestamp(String text) throws TraceException {
            if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
                throw notATimestamp(text);
            }
            try {
                var time = DateTimeFormatter.ISO_DATE_TIME.parse(text.replace(' ', 'T'));
                return time.isSupported(ChronoField.INSTANT_SECONDS)
                        ? Instant.from(time)
                        : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
            } catch (DateTimeException e) {
                throw notATimestamp(text);
            }
        }

        private TraceException notATimestamp(String text) {
            return wrong("`" + text + "` is not a timestamp such as `1998-06-08T00:00:00`");
        }

        private double value(String text) throws TraceException {
            if (!NUMBER.matcher(text).matches()) {
                throw wrong("`" + text + "` is not a number");
            }
            var value = Double.parseDouble(text);
            if (!Double.isFinite(value)) {
                throw wrong("`" + text + "` is too large a number");
            }
            if (value < 0) {
                throw wrong("`" + text + "` is negative, and a load is not");
            }
            return value;
        }

        private TraceException wrong(String message) {
            return new TraceException(name + ":" + number + ": " + message);
        }
    }
}
