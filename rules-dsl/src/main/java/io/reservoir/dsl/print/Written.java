package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.dsl.syntax.Text;
import io.reservoir.model.diagnostic.Span;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is printed as the author wrote it: numbers, texts in quotes, places. */
final class Written {
    private static final Pattern COMMENT = Pattern.compile("//[^\\r\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

    private final SourceText source;

    Written(SourceText source) {
        this.source = source;
    }

    /** Adds a number and its unit: {@code 5 MB/s}, {@code 70%}. */
    void quantity(Phrase phrase, Quantity quantity) {
        var unit = quantity.unit();
        var end = unit == null ? quantity.span().end() : unit.span().start();
        phrase.add(quantity.number().signum() < 0 ? "-" : "")
                .add(number(quantity.span().start(), end));
        if (unit != null) {
            phrase.add(unit.text().startsWith("%") ? "" : " ").unit(Spelling.unit(unit.text()));
        }
    }

    /** Adds a word and a quantity behind it, where there is one. */
    void optional(Phrase phrase, String word, @Nullable Quantity quantity) {
        if (quantity != null) {
            phrase.add(word);
            quantity(phrase, quantity);
        }
    }

    void optional(Phrase phrase, String word, @Nullable Text text) {
        if (text != null) {
            phrase.add(word).add(text(text));
        }
    }

    String text(Text text) {
        return source.text(text.span());
    }

    String place(Place place) {
        return place.replica() == null
                ? place.name().text()
                : place.name().text() + "["
                        + number(place.name().span().end(), place.span().end()) + "]";
    }

    /** A domain's name; one in quotes keeps them. */
    void domain(Phrase phrase, Name name) {
        var written = source.text(name.span());
        phrase.either(written.startsWith("\"") ? written : name.text());
    }

    /** The one number that stands there. */
    String number(int from, int to) {
        var found = NUMBER.matcher(
                COMMENT.matcher(source.text().substring(from, to)).replaceAll(" "));
        if (!found.find()) {
            throw new IllegalArgumentException("no number from " + from + " to " + to);
        }
        return found.group();
    }

    /** The last character of a block: its brace. */
    Span brace(Span block) {
        return source.span(block.end() - 1, block.end());
    }

    /** From the beginning of one to the end of the other. */
    Span span(Span from, Span to) {
        return source.span(from, to);
    }

    static String names(List<Name> names) {
        return String.join(", ", names.stream().map(Name::text).toList());
    }
}
