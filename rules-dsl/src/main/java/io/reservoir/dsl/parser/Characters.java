package io.reservoir.dsl.parser;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Refuses texts that are too long, and characters that hide what a text says. */
final class Characters {
    private Characters() {}

    /** True if the text may be read at all. */
    static boolean check(SourceText source, Limits limits, Problems problems) {
        var text = source.text();
        if (text.length() > limits.textBytes() || bytes(text) > limits.textBytes()) {
            problems.error(
                    Code.LIMIT,
                    source.span(0, 0),
                    "the text is longer than " + limits.textBytes() + " bytes",
                    "split it into several files");
            return false;
        }
        for (var i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            var c = text.codePointAt(i);
            if (isForbidden(c) && !(i == 0 && c == 0xfeff)) {
                problems.error(
                        Code.FORBIDDEN_CHARACTER,
                        source.span(i, i + Character.charCount(c)),
                        "the character " + named(c) + " may not stand in a text",
                        "delete it: it is invisible, and what follows may not be what it looks like");
                return false;
            }
        }
        return true;
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Controls but tab and line ends, invisible formatting such as the order of writing, halves of pairs. */
    private static boolean isForbidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\t' && c != '\n' && c != '\r';
            case Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE -> true;
            default -> false;
        };
    }

    private static String named(int c) {
        return String.format(Locale.ROOT, "U+%04X", c);
    }
}
