package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.Comment;
import io.reservoir.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The lines of a text. Comments behind adjacent lines begin in one column. */
final class Rows {
    private static final int GAP = 2;

    private final List<Row> rows = new ArrayList<>();
    private int lastLine;
    private boolean edge = true;

    /** A line; {@code comment} is empty where none stands behind it. */
    private record Row(String text, String comment) {
        private boolean isAligned() {
            return !comment.isEmpty() && comment.indexOf('\n') < 0;
        }

        private int width() {
            return text.codePointCount(0, text.length());
        }

        private String print(int column) {
            return comment.isEmpty() ? text : text + " ".repeat(column - width()) + comment;
        }
    }

    /** Leaves a blank line before what stands there, if there is one in the author's text and one is wanted. */
    void separate(Span next, boolean wanted) {
        if (wanted && !edge && next.line() > lastLine + 1) {
            rows.add(new Row("", ""));
        }
        lastLine = Math.max(lastLine, next.endLine());
        edge = false;
    }

    /** A comment on a line of its own. */
    void add(String indent, Comment comment) {
        rows.add(new Row(indent + text(comment), ""));
    }

    /**
     * A text and what stands behind its last line.
     *
     * @param opens true if it begins a block
     */
    void add(String text, List<Comment> behind, boolean opens) {
        var lines = text.split("\n", -1);
        for (var i = 0; i < lines.length - 1; i++) {
            rows.add(new Row(lines[i], ""));
        }
        rows.add(
                new Row(lines[lines.length - 1], behind.stream().map(Rows::text).collect(Collectors.joining(" "))));
        behind.forEach(comment -> lastLine = Math.max(lastLine, comment.span().endLine()));
        edge = opens;
    }

    String text() {
        var text = new StringBuilder();
        for (int i = 0, end; i < rows.size(); i = end) {
            end = i + 1;
            while (rows.get(i).isAligned() && end < rows.size() && rows.get(end).isAligned()) {
                end++;
            }
            var run = rows.subList(i, end);
            var column = run.stream().mapToInt(Row::width).max().orElse(0) + GAP;
            run.forEach(row -> text.append(row.print(column)).append('\n'));
        }
        return text.toString();
    }

    /** The author's, with line feeds, and without the blanks at its lines' ends. */
    private static String text(Comment comment) {
        return comment.text().lines().map(String::stripTrailing).collect(Collectors.joining("\n"));
    }
}
