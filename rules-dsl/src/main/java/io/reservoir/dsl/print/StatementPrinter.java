package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints statements as parts, which the layout then brings to lines. */
final class StatementPrinter {
    private final Written written;
    private final ExpressionPrinter expressions;
    private final EquationPrinter equations;
    private final ItemPrinter items;
    private final TestPrinter tests;
    private final ProviderPrinter provider;

    StatementPrinter(Written written) {
        this.written = written;
        this.expressions = new ExpressionPrinter(written);
        this.equations = new EquationPrinter(written, expressions);
        this.items = new ItemPrinter(written);
        this.tests = new TestPrinter(written, expressions);
        this.provider = new ProviderPrinter(written);
    }

    List<Part> print(Statement statement) {
        return switch (statement) {
            case Statement.Service service ->
                line(service, "service " + service.name().text());
            case Statement.Image image -> image(image);
            case Statement.Network network ->
                line(network, "network " + network.name().text());
            case Statement.Component component -> component(component);
            case Statement.Metric metric -> metric(metric);
            case Statement.Equation equation -> equations.print(equation);
            case Statement.Indicator indicator -> equations.print(indicator);
            case Statement.Objective objective -> objective(objective);
            case Statement.Calendar calendar -> calendar(calendar);
            case Statement.Hold hold -> hold(hold);
            case Statement.Budget budget -> budget(budget);
            case Statement.Migrate migrate -> migrate(migrate);
            case Statement.Test test ->
                block(
                        new Phrase().add("test ").add(written.text(test.title())),
                        test.title().span(),
                        test.span(),
                        test.lines().stream()
                                .map(line -> new Part(Part.Kind.LINE, line.span(), tests.print(line)))
                                .toList());
            case Statement.SlaClass sla ->
                block(
                        versioned("sla class ", sla.name().text(), sla.from()),
                        sla.from() == null ? sla.name().span() : sla.from().span(),
                        sla.span(),
                        provider.terms(sla.terms()));
            case Statement.Tariff tariff ->
                block(
                        versioned("tariff ", tariff.name().text(), tariff.from()),
                        tariff.from() == null
                                ? tariff.name().span()
                                : tariff.from().span(),
                        tariff.span(),
                        provider.items(tariff));
            case Statement.Broken broken ->
                throw new IllegalArgumentException("a statement that could not be read has no canonical text");
        };
    }

    private static List<Part> line(Statement statement, String text) {
        return line(statement, new Phrase().add(text));
    }

    private static List<Part> line(Statement statement, Phrase phrase) {
        return List.of(new Part(Part.Kind.HEAD, statement.span(), phrase));
    }

    private static Phrase versioned(String keyword, String name, @Nullable Name from) {
        return new Phrase().add(keyword).add(name).add(from == null ? "" : " from " + from.text());
    }

    /** A head that ends where {@code last} does, and lines in braces. */
    private List<Part> block(Phrase head, Span last, Span whole, List<Part> lines) {
        var parts = new ArrayList<Part>();
        parts.add(new Part(Part.Kind.OPENING, Written.span(whole, last), head.add(" {")));
        parts.addAll(lines);
        parts.add(new Part(Part.Kind.CLOSING, Written.brace(whole), new Phrase().add("}")));
        return parts;
    }

    private List<Part> image(Statement.Image image) {
        var phrase = new Phrase().add("image ").add(image.name().text());
        written.optional(phrase, " from ", image.source());
        written.optional(phrase, " sha256 ", image.sha256());
        return line(image, phrase);
    }

    private List<Part> component(Statement.Component component) {
        var head = new Phrase().add(component.name().text()).add("(");
        for (var i = 0; i < component.size().size(); i++) {
            var part = component.size().get(i);
            written.quantity(head.add(i == 0 ? "" : ", "), part.quantity());
            head.add(part.word() == null ? "" : " " + Spelling.word(part.word()));
        }
        head.add(")");
        var lines = component.items().stream()
                .map(item -> new Part(Part.Kind.LINE, item.span(), items.print(item)))
                .toList();
        return lines.isEmpty() ? line(component, head) : block(head, component.sizeSpan(), component.span(), lines);
    }

    private List<Part> metric(Statement.Metric metric) {
        var phrase = new Phrase().add("metric ").add(Spelling.indicator(metric.name()));
        phrase.add("(" + metric.component().text() + ")");
        phrase.add(metric.kind() == null ? "" : " " + metric.kind().lower());
        metric.words().forEach(word -> phrase.add(" ").add(Spelling.metricWord(word)));
        written.optional(phrase, " every ", metric.period());
        return line(metric, phrase);
    }

    private List<Part> objective(Statement.Objective objective) {
        var phrase = new Phrase().add("objective ").add(Spelling.indicator(objective.metric()));
        phrase.add("(" + written.place(objective.place()) + ") "
                + objective.relation().sign() + " ");
        written.quantity(phrase, objective.limit());
        written.optional(phrase, " over ", objective.window());
        written.optional(phrase, " in ", objective.share());
        return line(objective, phrase.add(objective.share() == null ? "" : " of windows"));
    }

    private List<Part> calendar(Statement.Calendar calendar) {
        var phrase = new Phrase().add("calendar ").add(calendar.name().text());
        phrase.add(" = ").add(written.text(calendar.week()));
        return line(
                calendar,
                calendar.exceptions().isEmpty()
                        ? phrase
                        : phrase.add(" except ").add(Written.names(calendar.exceptions())));
    }

    private List<Part> hold(Statement.Hold hold) {
        var phrase = new Phrase().add("hold ").add(hold.direction().lower()).add(" ");
        phrase.add(written.place(hold.place())).add(" until ").add(Spelling.moment(hold.until()));
        written.optional(phrase, " by ", hold.owner());
        written.optional(phrase, " ", hold.reason());
        return line(hold, phrase);
    }

    private List<Part> budget(Statement.Budget budget) {
        var phrase = new Phrase().add("budget ");
        written.quantity(phrase, budget.amount());
        phrase.add(" per ").add(Spelling.word(budget.period()));
        return line(
                budget,
                phrase.add(budget.mode() == null ? "" : " " + budget.mode().lower()));
    }

    private List<Part> migrate(Statement.Migrate migrate) {
        var phrase =
                new Phrase().add("migrate ").add(written.place(migrate.place())).add(" when ");
        expressions.print(phrase, migrate.condition());
        written.optional(phrase, " for ", migrate.lasting());
        return line(migrate, phrase);
    }
}
