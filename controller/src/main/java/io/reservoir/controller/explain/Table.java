package io.reservoir.controller.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Rows of cells in columns two blanks apart, without lines around them; columns of numbers stand to the right. */
public final class Table {
    /** Wider than any terminal: nothing is cut. */
    public static final int UNCUT = Integer.MAX_VALUE;

    private static final Pattern NUMBER = Pattern.compile("#?[-+]?[0-9][0-9.,]*( [kMGT]i?B)?");
    private static final String GAP = "  ";

    private final String indent;
    private final List<Cell[]> rows = new ArrayList<>();
    private final boolean headed;

    /** A text and how it is coloured, which takes no room. */
    public record Cell(String text, UnaryOperator<String> paint) {
        public static Cell of(String text) {
            return new Cell(text, UnaryOperator.identity());
        }

        private boolean isBlank() {
            return text.isBlank() || text.equals("-");
        }

        private int width() {
            return text.codePointCount(0, text.length());
        }
    }

    private Table(String indent, boolean headed) {
        this.indent = indent;
        this.headed = headed;
    }

    /** A table without a head. */
    public static Table plain(String indent) {
        return new Table(indent, false);
    }

    public static Table headed(String... names) {
        var table = new Table("", true);
        table.row(names);
        return table;
    }

    public Table row(String... texts) {
        return row(Arrays.stream(texts).map(Cell::of).toArray(Cell[]::new));
    }

    public Table row(Cell... cells) {
        rows.add(cells);
        return this;
    }

    public boolean isEmpty() {
        return rows.size() <= (headed ? 1 : 0);
    }

    @Override
    public String toString() {
        return cutTo(UNCUT);
    }

    /** The rows, each ended by a line feed, none of them wider than that. */
    public String cutTo(int width) {
        var columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        var widths = new int[columns];
        var flushRight = new boolean[columns];
        for (var i = 0; i < columns; i++) {
            widths[i] = width(i);
            flushRight[i] = isNumeric(i);
        }
        var text = new StringBuilder();
        for (var row : rows) {
            append(text, row, widths, flushRight, width);
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> column < row.length)
                .mapToInt(row -> row[column].width())
                .max()
                .orElse(0);
    }

    private boolean isNumeric(int column) {
        var cells = rows.stream()
                .skip(headed ? 1 : 0)
                .filter(row -> column < row.length && !row[column].isBlank())
                .map(row -> row[column].text())
                .toList();
        return !cells.isEmpty()
                && cells.stream().allMatch(cell -> NUMBER.matcher(cell).matches());
    }

    private void append(StringBuilder text, Cell[] row, int[] widths, boolean[] flushRight, int limit) {
        var line = new StringBuilder(indent);
        var used = indent.length();
        var owed = "";
        for (var i = 0; i < row.length; i++) {
            if (widths[i] == 0) {
                continue;
            }
            var padding = " ".repeat(widths[i] - row[i].width());
            var before = owed + (flushRight[i] ? padding : "");
            if (!row[i].text().isEmpty()) {
                var shown = cut(row[i].text(), limit - used - before.length());
                if (shown.isEmpty()) {
                    break;
                }
                line.append(before).append(row[i].paint().apply(shown));
                used += before.length() + shown.codePointCount(0, shown.length());
                owed = (flushRight[i] ? "" : padding) + GAP;
            } else {
                owed = before + (flushRight[i] ? "" : padding) + GAP;
            }
        }
        text.append(line).append('\n');
    }

    private static String cut(String text, int room) {
        if (text.codePointCount(0, text.length()) <= room) {
            return text;
        }
        return room <= 1 ? "" : text.substring(0, text.offsetByCodePoints(0, room - 1)) + "…";
    }
}
