package io.reservoir.dsl.syntax;

import io.reservoir.model.diagnostic.Span;
import java.util.Locale;

/** A word of the text and where it stands. */
public record Name(String text, Span span) {
    /** True if it is that word, written in any case. */
    public boolean is(String word) {
        return text.equalsIgnoreCase(word);
    }

    public String lower() {
        return text.toLowerCase(Locale.ROOT);
    }
}
