package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Text;
import io.reservoir.model.diagnostic.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How numbers, texts in quotes and places are printed, all of which can be written in several ways. */
sealed interface Written permits AsTyped, AsMeant {
    /** The digits of a quantity, without its sign and unit. */
    String digits(Quantity quantity);

    /** The digits of a price. */
    String digits(Statement.Price price);

    /** The digits of a place's replica. */
    String digits(Place place, int replica);

    /** A text with its quotes. */
    String text(Text text);

    /** A domain's name, in quotes where it needs them. */
    String domain(Name name);

    /** Adds a number and its unit: {@code 5 MB/s}, {@code 70%}. */
    default void quantity(Phrase phrase, Quantity quantity) {
        var unit = quantity.unit();
        phrase.add(quantity.number().signum() < 0 ? "-" : "").add(digits(quantity));
        if (unit != null) {
            phrase.add(unit.text().startsWith("%") ? "" : " ").unit(Spelling.unit(unit.text()));
        }
    }

    /** Adds a word and a quantity behind it, where there is one. */
    default void optional(Phrase phrase, String word, @Nullable Quantity quantity) {
        if (quantity != null) {
            phrase.add(word);
            quantity(phrase, quantity);
        }
    }

    default void optional(Phrase phrase, String word, @Nullable Text text) {
        if (text != null) {
            phrase.add(word).add(text(text));
        }
    }

    default String place(Place place) {
        var replica = place.replica();
        return place.name().text() + (replica == null ? "" : "[" + digits(place, replica) + "]");
    }

    static String names(List<Name> names) {
        return String.join(", ", names.stream().map(Name::text).toList());
    }

    /** The last character of a block: its brace. */
    static Span brace(Span block) {
        return new Span(
                block.file(),
                block.endLine(),
                Math.max(1, block.endColumn() - 1),
                block.endLine(),
                block.endColumn(),
                Math.max(0, block.end() - 1),
                block.end());
    }

    /** From the beginning of one to the end of the other. */
    static Span span(Span from, Span to) {
        return new Span(from.file(), from.line(), from.column(), to.endLine(), to.endColumn(), from.start(), to.end());
    }
}
