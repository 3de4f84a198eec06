package io.reservoir.model.diagnostic;

import java.util.List;

/**
 * Diagnostics as people read them: the message with its place, the line that it is about, a caret, and help.
 *
 * <pre>
 * error[RSL-014] shop.rsl:31:24: the component `C4` is not declared
 *  |     Replicas(C1) = RequestPerSecond(C4) / 500
 *  |                                     ^^
 *  help: components: `C1`, `C3`
 * </pre>
 *
 * Tabs become blanks, characters that show nothing or twice as wide are counted as they show, and of a long line the
 * part around the place is shown.
 */
public final class DiagnosticText {
    private static final int TAB = 4;
    private static final int WIDEST = 120;
    private static final int BEFORE = 60;
    private static final int REPLACEMENT = 0xfffd;

    private DiagnosticText() {}

    /** All of them, one after the other; {@code source} is the text that they are about. */
    public static String print(List<Diagnostic> diagnostics, String source) {
        var lines = source.split("\r\n|\r|\n", -1);
        var text = new StringBuilder();
        diagnostics.forEach(d -> print(d, lines, text));
        return text.toString();
    }

    /** One of them, each of its lines ended by a line feed. */
    public static String print(Diagnostic diagnostic, String source) {
        return print(List.of(diagnostic), source);
    }

    /** A name of a file or another text of one line, with U+FFFD where a character would show nothing or act. */
    public static String visible(String text) {
        var shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(isVisible(c) ? c : REPLACEMENT));
        return shown.toString();
    }

    private static void print(Diagnostic diagnostic, String[] lines, StringBuilder text) {
        var span = diagnostic.span();
        text.append(diagnostic.severity().word())
                .append('[')
                .append(diagnostic.code())
                .append("] ")
                .append(visible(span.file()))
                .append(':')
                .append(span.line())
                .append(':')
                .append(span.column())
                .append(": ")
                .append(diagnostic.message())
                .append('\n');
        if (span.line() >= 1 && span.line() <= lines.length) {
            var line = lines[span.line() - 1].codePoints().toArray();
            var from = Math.min(span.column() - 1, line.length);
            var to = span.endLine() == span.line() ? Math.min(span.endColumn() - 1, line.length) : line.length;
            excerpt(line, from, Math.max(from, to), text);
        }
        if (diagnostic.help() != null) {
            text.append(" help: ").append(diagnostic.help()).append('\n');
        }
    }

    private static void excerpt(int[] line, int from, int to, StringBuilder text) {
        var first = line.length <= WIDEST ? 0 : Math.max(0, from - BEFORE);
        var last = Math.min(line.length, first + WIDEST);
        var shown = new StringBuilder(first > 0 ? "…" : "");
        var marks = new StringBuilder(first > 0 ? " " : "");
        var column = shown.length();
        for (var i = first; i < last; i++) {
            var width = line[i] == '\t' ? TAB - column % TAB : width(line[i]);
            if (line[i] == '\t') {
                shown.repeat(' ', width);
            } else {
                shown.appendCodePoint(isVisible(line[i]) ? line[i] : REPLACEMENT);
            }
            marks.repeat(i >= from && i < to ? '^' : ' ', width);
            column += width;
        }
        if (from == to && from <= last) {
            markPoint(line, first, from, marks);
        }
        text.append(" | ").append(shown.toString().stripTrailing()).append(last < line.length ? "…" : "");
        text.append("\n | ").append(marks.toString().stripTrailing()).append('\n');
    }

    /** A place without length, such as the end of a line where something is missing. */
    private static void markPoint(int[] line, int first, int at, StringBuilder marks) {
        var column = first > 0 ? 1 : 0;
        for (var i = first; i < at; i++) {
            column += line[i] == '\t' ? TAB - column % TAB : width(line[i]);
        }
        while (marks.length() <= column) {
            marks.append(' ');
        }
        marks.setCharAt(column, '^');
    }

    private static int width(int codePoint) {
        var type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    /** East Asian wide characters and pictures, as terminals show them. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0xffe0 && c <= 0xffe6)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
