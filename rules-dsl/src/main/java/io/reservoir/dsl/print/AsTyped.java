package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Text;
import java.util.regex.Pattern;

/** As the author typed it: {@code 1e3} stays {@code 1e3}. */
record AsTyped(SourceText source) implements Written {
    private static final Pattern COMMENT = Pattern.compile("//[^\\r\\n]*|/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

    @Override
    public String digits(Quantity quantity) {
        var unit = quantity.unit();
        return number(
                quantity.span().start(),
                unit == null ? quantity.span().end() : unit.span().start());
    }

    @Override
    public String digits(Statement.Price price) {
        return number(
                price.dimension().span().end(), price.per().getFirst().span().start());
    }

    @Override
    public String digits(Place place, int replica) {
        return number(place.name().span().end(), place.span().end());
    }

    /** The one number that stands there. */
    private String number(int from, int to) {
        var found = NUMBER.matcher(
                COMMENT.matcher(source.text().substring(from, to)).replaceAll(" "));
        if (!found.find()) {
            throw new IllegalArgumentException("no number from " + from + " to " + to);
        }
        return found.group();
    }

    @Override
    public String text(Text text) {
        return source.text(text.span());
    }

    /** One in quotes keeps them. */
    @Override
    public String domain(Name name) {
        var written = source.text(name.span());
        return written.startsWith("\"") ? written : name.text();
    }
}
