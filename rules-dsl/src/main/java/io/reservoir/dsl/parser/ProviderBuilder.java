package io.reservoir.dsl.parser;

import io.reservoir.dsl.syntax.SlaTerm;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.diagnostic.Span;
import java.util.Objects;
import java.util.stream.Stream;

/** Builds what a provider's files hold: SLA classes and tariffs. */
final class ProviderBuilder {
    private final Spans spans;
    private final Quantities quantities;

    ProviderBuilder(Spans spans, Quantities quantities) {
        this.spans = spans;
        this.quantities = quantities;
    }

    Statement slaClass(Span span, RslParser.SlaClassStatementContext c) {
        return new Statement.SlaClass(
                span,
                spans.name(c.name()),
                c.DATE() == null ? null : spans.name(c.DATE().getSymbol()),
                c.slaTerm().stream().map(this::term).toList());
    }

    private SlaTerm term(RslParser.SlaTermContext context) {
        var span = spans.of(context);
        return switch (context) {
            case RslParser.AvailabilityTermContext c ->
                new SlaTerm.Availability(span, quantities.quantity(c.quantity()), spans.name(c.name()));
            case RslParser.ResponseTermContext c ->
                new SlaTerm.Response(
                        span,
                        spans.name(c.name()),
                        quantities.quantity(c.quantity(0)),
                        quantities.duration(c.duration()),
                        quantities.quantity(c.share));
            case RslParser.ReplaceTermContext c -> new SlaTerm.Replace(span, quantities.duration(c.duration()));
            case RslParser.HeadroomTermContext c -> new SlaTerm.Headroom(span, quantities.quantity(c.quantity()));
            case RslParser.BandTermContext c -> new SlaTerm.BandUp(span, quantities.quantity(c.quantity()));
            case RslParser.StabiliseTermContext c -> new SlaTerm.StabiliseDown(span, quantities.duration(c.duration()));
            case RslParser.SpreadTermContext c ->
                new SlaTerm.Spread(
                        span,
                        c.SOFT() != null,
                        quantities.quantity(c.quantity(0)),
                        quantities.quantityOrNull(c.quantity(1)));
            case RslParser.PriorityTermContext c -> new SlaTerm.Priority(span, quantities.quantity(c.quantity()));
            case RslParser.PriceFactorTermContext c -> new SlaTerm.PriceFactor(span, quantities.quantity(c.quantity()));
            case RslParser.CreditTermContext c ->
                new SlaTerm.Credit(span, quantities.quantity(c.share), quantities.quantity(c.bound));
            default -> throw new IllegalStateException("no case for " + context.getClass());
        };
    }

    Statement tariff(Span span, RslParser.TariffStatementContext c) {
        var currencies = c.tariffItem().stream()
                .flatMap(i -> i instanceof RslParser.CurrencyItemContext item ? Stream.of(item) : Stream.empty())
                .map(i -> new Statement.Currency(spans.of(i), spans.name(i.name())))
                .toList();
        var prices = c.tariffItem().stream()
                .flatMap(i -> i instanceof RslParser.PriceItemContext item ? Stream.of(item) : Stream.empty())
                .map(this::price)
                .toList();
        var from = c.DATE() == null ? null : spans.name(c.DATE().getSymbol());
        return new Statement.Tariff(span, spans.name(c.name()), from, currencies, prices);
    }

    private Statement.Price price(RslParser.PriceItemContext c) {
        var per = Stream.of(c.first, c.second)
                .filter(Objects::nonNull)
                .map(spans::name)
                .toList();
        return new Statement.Price(
                spans.of(c), spans.name(c.name(0)), Quantities.number(c.NUMBER().getSymbol()), per);
    }
}
