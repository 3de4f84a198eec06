package io.reservoir.rules.policy;

import io.reservoir.model.diagnostic.Span;

/** Places in a text, as diagnostics name them. */
final class Places {
    private Places() {}

    /** The place from one offset up to another one, in chars from 0. */
    static Span span(RuleFile file, int start, int end) {
        var text = file.text();
        var from = Math.clamp(start, 0, text.length());
        var to = Math.clamp(end, from, text.length());
        return new Span(file.name(), line(text, from), column(text, from), line(text, to), column(text, to), from, to);
    }

    /** The rest of a line from a column on, both from 1; a place that is not there is the nearest one that is. */
    static Span from(RuleFile file, int line, int column) {
        var text = file.text();
        var begin = 0;
        for (var i = 1; i < line && text.indexOf('\n', begin) >= 0; i++) {
            begin = text.indexOf('\n', begin) + 1;
        }
        var newline = text.indexOf('\n', begin);
        var end = newline < 0 ? text.length() : newline;
        var start = Math.clamp((long) begin + column - 1, begin, end);
        return span(file, start, end);
    }

    static Span start(RuleFile file) {
        return from(file, 1, 1);
    }

    private static int line(String text, int offset) {
        return 1 + (int) text.chars().limit(offset).filter(c -> c == '\n').count();
    }

    private static int column(String text, int offset) {
        var lineStart = text.lastIndexOf('\n', offset - 1) + 1;
        return 1 + text.codePointCount(lineStart, offset);
    }
}
