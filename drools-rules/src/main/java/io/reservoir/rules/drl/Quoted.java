package io.reservoir.rules.drl;

import io.reservoir.model.diagnostic.DiagnosticText;

/** What an author wrote, so that it stays in its place whatever it holds: in a string or in a comment. */
final class Quoted {
    private Quoted() {}

    /**
     * A string that DRL, its expressions and Java read alike: without any escape, for they differ in those. What is
     * no plain character of ASCII, a quote or a backslash is spelled {@code <U+0022>}; no two texts become one.
     */
    static String string(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (isPlain(c)) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append(String.format("<U+%04X>", c));
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c <= '~' && c != '"' && c != '\\' && c != '<';
    }

    /** Lines of a comment: what would show nothing, or end it, is replaced. */
    static String comment(String text) {
        var lines = new StringBuilder();
        for (var line : text.split("\r\n|\r|\n", -1)) {
            lines.append("// ")
                    .append(DiagnosticText.visible(line.replace('\t', ' ')).stripTrailing())
                    .append('\n');
        }
        return lines.toString();
    }
}
