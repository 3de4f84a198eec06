package io.reservoir.dsl.parser;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Text;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Builds texts in quotes: without the quotes, and with what their escapes stand for. */
final class Texts {
    private final Spans spans;
    private final Problems problems;

    Texts(Spans spans, Problems problems) {
        this.spans = spans;
        this.problems = problems;
    }

    Text text(Token token) {
        return new Text(plain(token), spans.of(token));
    }

    @Nullable
    Text textOrNull(@Nullable Token token) {
        return token == null ? null : text(token);
    }

    private String plain(Token token) {
        var written = inQuotes(token.getText());
        if (written.indexOf('\\') < 0) {
            return written;
        }
        var plain = new StringBuilder();
        for (var i = 0; i < written.length(); i++) {
            var c = written.charAt(i);
            if (c == '\\' && i + 1 < written.length()) {
                i++;
                plain.append(escaped(written.charAt(i), token));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    private char escaped(char c, Token token) {
        return switch (c) {
            case '"', '\\' -> c;
            case 'n' -> '\n';
            case 't' -> '\t';
            default -> {
                problems.error(
                        Code.ESCAPE,
                        spans.of(token),
                        Problems.quoted("\\" + c) + " stands for nothing",
                        "a backslash is written `\\\\`, and there are `\\\"`, `\\n` and `\\t`");
                yield c;
            }
        };
    }

    /** What stands between the quotes; a text without an end, which is an error already, has only the first. */
    private static String inQuotes(String text) {
        var end = text.length() > 1 && text.endsWith("\"") ? text.length() - 1 : text.length();
        return text.substring(1, end);
    }
}
