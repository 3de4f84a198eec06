package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.SlaTerm;
import io.reservoir.dsl.syntax.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Prints the lines of SLA classes and tariffs. */
final class ProviderPrinter {
    private final Written written;

    ProviderPrinter(Written written) {
        this.written = written;
    }

    List<Part> terms(List<SlaTerm> terms) {
        return terms.stream()
                .map(term -> new Part(Part.Kind.LINE, term.span(), print(term)))
                .toList();
    }

    private Phrase print(SlaTerm term) {
        var phrase = new Phrase().add(term.keyword()).add(" ");
        switch (term) {
            case SlaTerm.Availability availability -> {
                written.quantity(phrase, availability.share());
                phrase.add(" per ").add(Spelling.word(availability.period()));
            }
            case SlaTerm.Response response -> {
                phrase.add(Spelling.aggregation(response.percentile().text())).add(" ");
                written.quantity(phrase, response.limit());
                written.quantity(phrase.add(" over "), response.window());
                written.quantity(phrase.add(" in "), response.share());
                phrase.add(" of windows");
            }
            case SlaTerm.Replace replace -> written.quantity(phrase, replace.within());
            case SlaTerm.Headroom headroom -> written.quantity(phrase, headroom.share());
            case SlaTerm.BandUp band -> written.quantity(phrase, band.share());
            case SlaTerm.StabiliseDown stabilise -> written.quantity(phrase, stabilise.window());
            case SlaTerm.Spread spread -> {
                written.quantity(phrase.add(spread.soft() ? "soft " : ""), spread.first());
                written.optional(phrase, " or ", spread.second());
            }
            case SlaTerm.Priority priority -> written.quantity(phrase, priority.number());
            case SlaTerm.PriceFactor factor -> written.quantity(phrase, factor.factor());
            case SlaTerm.Credit credit -> {
                written.quantity(phrase, credit.share());
                written.quantity(phrase.add(" below "), credit.below());
            }
        }
        return phrase;
    }

    /** The lines of a tariff in the order of the text, where currencies and prices may mix. */
    List<Part> items(Statement.Tariff tariff) {
        var parts = new ArrayList<Part>();
        for (var currency : tariff.currencies()) {
            var phrase = new Phrase().add("currency ").add(Spelling.currency(currency.name()));
            parts.add(new Part(Part.Kind.LINE, currency.span(), phrase));
        }
        for (var price : tariff.prices()) {
            parts.add(new Part(Part.Kind.LINE, price.span(), price(price)));
        }
        parts.sort(Comparator.comparingInt(part -> part.span().start()));
        return parts;
    }

    private Phrase price(Statement.Price price) {
        var amount = written.digits(price);
        var per = price.per().stream().map(ProviderPrinter::unit).collect(Collectors.joining(" "));
        return new Phrase().add(Spelling.dimension(price.dimension())).add(" " + amount + " per " + per);
    }

    private static String unit(Name name) {
        return Spelling.unit(name.text());
    }
}
