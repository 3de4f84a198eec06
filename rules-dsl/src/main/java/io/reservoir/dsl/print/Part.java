package io.reservoir.dsl.print;

import io.reservoir.model.diagnostic.Span;

/**
 * A part of a statement that comments can be about: its head, one of its clauses, a line of its block.
 *
 * @param span where it stands in the text
 */
record Part(Kind kind, Span span, Phrase phrase) {
    /** How it stands to the part before. */
    enum Kind {
        /** It begins a statement. */
        HEAD,
        /** It follows on the same line, or on one of its own. */
        CLAUSE,
        /** The same; it belongs closely to the one before, as {@code max} to {@code min}. */
        SECOND,
        /** It begins a statement with a block, and ends with the brace. */
        OPENING,
        /** A line of a block. */
        LINE,
        /** The brace that ends a block. */
        CLOSING
    }

    boolean isClause() {
        return kind == Kind.CLAUSE || kind == Kind.SECOND;
    }

    /** The same as if it stood on that line. */
    Part onLine(int line) {
        return new Part(
                kind,
                new Span(span.file(), line, span.column(), line, span.endColumn(), span.start(), span.end()),
                phrase);
    }

    /** Both on one line. */
    Part and(Part next) {
        var both = new Phrase()
                .add(phrase)
                .add(next.kind == Kind.SECOND ? " " : "  ")
                .add(next.phrase);
        var end = next.span;
        return new Part(
                kind,
                new Span(
                        span.file(),
                        span.line(),
                        span.column(),
                        end.endLine(),
                        end.endColumn(),
                        span.start(),
                        end.end()),
                both);
    }
}
