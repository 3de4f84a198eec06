package io.reservoir.dsl.syntax;

import io.reservoir.model.diagnostic.Span;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text with a name, and the places in it: offsets in chars to lines and columns in code points.
 *
 * <p>A text may stand inside another, such as rules inside an envelope: what is said about it then points into the
 * outer one. It is compiled as if it were a file of its own.
 */
public final class SourceText {
    private final String file;
    private final String text;
    private final int[] lineStarts;
    private final int[] pairs;
    private final List<SourceText> parts;
    private final @Nullable Inside inside;

    public SourceText(String file, String text) {
        this(file, text, List.of(), null);
    }

    private SourceText(String file, String text, List<SourceText> parts, @Nullable Inside inside) {
        this.file = file;
        this.text = text;
        this.parts = parts;
        this.inside = inside;
        this.lineStarts = lineStarts(text);
        this.pairs = pairs(text);
    }

    /**
     * A text that stands inside this one, from {@code at} on.
     *
     * @param starts where in this text each char of the inner one begins, ascending
     * @param ends where it ends, exclusive; more than one char further on where it is written by a reference
     */
    public SourceText inner(String inner, int at, int[] starts, int[] ends) {
        return new SourceText(file, inner, List.of(), new Inside(this, at, starts.clone(), ends.clone()));
    }

    /** This text, which quotes those inside it as their authors meant them, not as they are escaped here. */
    public SourceText with(List<SourceText> inner) {
        return new SourceText(file, text, List.copyOf(inner), inside);
    }

    public String file() {
        return file;
    }

    public String text() {
        return text;
    }

    /** The span from {@code start} to {@code end}, exclusive, both as offsets in chars. */
    public Span span(int start, int end) {
        if (inside != null) {
            return inside.span(start, end);
        }
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
        if (inside != null) {
            return text.substring(inside.first(span), inside.last(span));
        }
        for (var part : parts) {
            if (part.inside != null && part.inside.holds(span)) {
                return part.text(span);
            }
        }
        return text.substring(span.start(), span.end());
    }

    private int line(int offset) {
        return atOrBefore(lineStarts, offset);
    }

    /** Pairs of surrogates are one column each. */
    private int column(int line, int offset) {
        var start = lineStarts[line];
        return offset - start + 1 - (atOrBefore(pairs, offset - 1) - atOrBefore(pairs, start));
    }

    /** The index of the last number that is not above {@code offset}, −1 if there is none. */
    private static int atOrBefore(int[] ascending, int offset) {
        var found = Arrays.binarySearch(ascending, offset);
        return found >= 0 ? found : -found - 2;
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

    /** Where the second halves of pairs of surrogates stand. */
    private static int[] pairs(String text) {
        var found = new int[0];
        var count = 0;
        for (var i = 1; i < text.length(); i++) {
            if (Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i))) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2 + 16);
                }
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    /** Where a text stands in another. */
    private static final class Inside {
        private final SourceText outer;
        private final int at;
        private final int[] starts;
        private final int[] ends;

        Inside(SourceText outer, int at, int[] starts, int[] ends) {
            this.outer = outer;
            this.at = at;
            this.starts = starts;
            this.ends = ends;
        }

        Span span(int start, int end) {
            var from = start < starts.length ? starts[start] : behindAll();
            return outer.span(from, end > start ? ends[end - 1] : from);
        }

        private int behindAll() {
            return ends.length == 0 ? at : ends[ends.length - 1];
        }

        boolean holds(Span span) {
            return span.start() >= at && span.end() <= behindAll();
        }

        int first(Span span) {
            var found = Arrays.binarySearch(starts, span.start());
            return found >= 0 ? found : -found - 1;
        }

        int last(Span span) {
            return Math.max(first(span), atOrBefore(ends, span.end()) + 1);
        }
    }
}
