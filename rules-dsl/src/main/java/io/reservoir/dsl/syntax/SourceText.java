package io.reservoir.dsl.syntax;

import io.reservoir.model.diagnostic.Span;
import java.util.Arrays;

/** A text with a name, and the places in it: offsets in chars to lines and columns in code points. */
public final class SourceText {
    private final String file;
    private final String text;
    private final int[] lineStarts;

    public SourceText(String file, String text) {
        this.file = file;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    public String file() {
        return file;
    }

    public String text() {
        return text;
    }

    /** The span from {@code start} to {@code end}, exclusive, both as offsets in chars. */
    public Span span(int start, int end) {
        var first = line(start);
        var last = line(end);
        return new Span(file, first + 1, column(first, start), last + 1, column(last, end), start, end);
    }

    /** The span from the beginning of one to the end of the other. */
    public Span span(Span from, Span to) {
        return new Span(file, from.line(), from.column(), to.endLine(), to.endColumn(), from.start(), to.end());
    }

    /** What stands there. */
    public String text(Span span) {
        return text.substring(span.start(), span.end());
    }

    private int line(int offset) {
        var found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found : -found - 2;
    }

    private int column(int line, int offset) {
        return text.codePointCount(lineStarts[line], offset) + 1;
    }

    /** Lines end at LF, CR LF or CR. */
    private static int[] lineStarts(String text) {
        var starts = new int[16];
        var count = 1;
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }
}
