package io.reservoir.dsl.problem;

import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.Severity;
import io.reservoir.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one run of the compiler has to say. */
public final class Problems {
    private static final Comparator<Diagnostic> BY_PLACE = Comparator.comparingInt(
                    (Diagnostic d) -> d.span().start())
            .thenComparing(Diagnostic::severity)
            .thenComparing(Diagnostic::code)
            .thenComparingInt(d -> d.span().end())
            .thenComparing(Diagnostic::message);

    private static final int QUOTED_CHARS = 48;

    private final List<Diagnostic> found = new ArrayList<>();

    public void error(Code code, Span span, String message) {
        add(Severity.ERROR, code, span, message, null);
    }

    public void error(Code code, Span span, String message, @Nullable String help) {
        add(Severity.ERROR, code, span, message, help);
    }

    public void warning(Code code, Span span, String message, @Nullable String help) {
        add(Severity.WARNING, code, span, message, help);
    }

    public void info(Code code, Span span, String message, @Nullable String help) {
        add(Severity.INFO, code, span, message, help);
    }

    public void add(Severity severity, Code code, Span span, String message, @Nullable String help) {
        found.add(new Diagnostic(severity, code.code(), span, message, help));
    }

    public boolean anyError() {
        return Diagnostic.anyError(found);
    }

    /** All of them by place, each once, at most {@code limit}; errors are kept before others. */
    public List<Diagnostic> sorted(int limit) {
        var kept = new ArrayList<>(new LinkedHashSet<>(found));
        if (kept.size() > limit) {
            kept.sort(Comparator.comparing(Diagnostic::severity).thenComparing(BY_PLACE));
            kept.subList(limit, kept.size()).clear();
        }
        kept.sort(BY_PLACE);
        return List.copyOf(kept);
    }

    /** Text of a user for a message: in back-ticks, on one line, not too long. */
    public static String quoted(String text) {
        var shown = new StringBuilder("`");
        text.codePoints().limit(QUOTED_CHARS).forEach(c -> shown.appendCodePoint(isPrintable(c) ? c : 0xfffd));
        if (text.codePointCount(0, text.length()) > QUOTED_CHARS) {
            shown.append('…');
        }
        return shown.append('`').toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> codePoint != '`';
        };
    }
}
