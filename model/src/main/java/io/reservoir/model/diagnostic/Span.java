package io.reservoir.model.diagnostic;

/**
 * A place in a text: lines and columns count from 1 in code points; the end is exclusive; {@code start} and
 * {@code end} are the same place as offsets into the text in chars, from 0.
 */
public record Span(String file, int line, int column, int endLine, int endColumn, int start, int end) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
