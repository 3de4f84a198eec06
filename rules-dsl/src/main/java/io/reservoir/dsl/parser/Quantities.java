package io.reservoir.dsl.parser;

import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.Quantity;
import java.math.BigDecimal;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Builds numbers with units, and places. */
final class Quantities {
    private static final int LONGEST_INDEX = 9;

    private final Spans spans;

    Quantities(Spans spans) {
        this.spans = spans;
    }

    Quantity quantity(RslParser.QuantityContext context) {
        var number = number(context.NUMBER().getSymbol());
        var signed = context.MINUS() == null ? number : number.negate();
        return new Quantity(spans.of(context), signed, unit(context.unit()));
    }

    @Nullable
    Quantity quantityOrNull(RslParser.@Nullable QuantityContext context) {
        return context == null ? null : quantity(context);
    }

    Quantity duration(RslParser.DurationContext context) {
        return new Quantity(spans.of(context), number(context.NUMBER().getSymbol()), unit(context.unit()));
    }

    @Nullable
    Quantity durationOrNull(RslParser.@Nullable DurationContext context) {
        return context == null ? null : duration(context);
    }

    Quantity literal(RslParser.NumberContext context) {
        return new Quantity(spans.of(context), number(context.NUMBER().getSymbol()), unit(context.unit()));
    }

    Place place(RslParser.PlaceContext context) {
        var replica = context.NUMBER();
        return new Place(
                spans.of(context), spans.name(context.name()), replica == null ? null : index(replica.getSymbol()));
    }

    /** What no replica can be called is replica 0, which the checker refuses. */
    private static int index(Token number) {
        var text = number.getText();
        return text.length() <= LONGEST_INDEX && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(text)
                : 0;
    }

    private @Nullable Name unit(RslParser.@Nullable UnitContext context) {
        return context == null ? null : spans.compactName(context);
    }

    /** A number beyond the limits has been reported already: any other will do in its place. */
    static BigDecimal number(Token token) {
        return TokenLimits.isReadable(token) ? new BigDecimal(token.getText()) : BigDecimal.ONE;
    }
}
