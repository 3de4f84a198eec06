package io.reservoir.dsl.parser;

import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Value;
import io.reservoir.model.diagnostic.Span;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.antlr.v4.runtime.Token;

/** Builds statements from what ANTLR read. */
final class StatementBuilder {
    private final Spans spans;
    private final Texts texts;
    private final Quantities quantities;
    private final ExpressionBuilder expressions;
    private final ClauseBuilder clauses;
    private final ItemBuilder items;
    private final TestBuilder tests;
    private final ProviderBuilder provider;

    StatementBuilder(Spans spans, Problems problems) {
        this.spans = spans;
        this.texts = new Texts(spans, problems);
        this.quantities = new Quantities(spans);
        this.expressions = new ExpressionBuilder(spans, quantities);
        this.clauses = new ClauseBuilder(spans, quantities, expressions);
        this.items = new ItemBuilder(spans, texts, quantities);
        this.tests = new TestBuilder(spans, quantities, expressions);
        this.provider = new ProviderBuilder(spans, quantities);
    }

    Statement build(RslParser.StatementContext context) {
        var span = spans.of(context);
        return switch (context) {
            case RslParser.ServiceStatementContext c -> new Statement.Service(span, spans.name(c.serviceName()));
            case RslParser.NetworkStatementContext c -> new Statement.Network(span, spans.name(c.name()));
            case RslParser.ImageStatementContext c ->
                new Statement.Image(span, spans.name(c.name()), texts.textOrNull(c.source), texts.textOrNull(c.digest));
            case RslParser.MetricStatementContext c -> metric(span, c);
            case RslParser.ComponentStatementContext c -> component(span, c);
            case RslParser.EquationStatementContext c -> equation(span, c);
            case RslParser.ObjectiveStatementContext c -> objective(span, c);
            case RslParser.CalendarStatementContext c ->
                new Statement.Calendar(
                        span,
                        spans.name(c.name()),
                        texts.text(c.week),
                        c.DATE().stream().map(d -> spans.name(d.getSymbol())).toList());
            case RslParser.HoldStatementContext c ->
                new Statement.Hold(
                        span,
                        spans.name(c.direction),
                        quantities.place(c.place()),
                        spans.name(c.moment),
                        texts.textOrNull(c.owner),
                        texts.textOrNull(c.reason));
            case RslParser.BudgetStatementContext c ->
                new Statement.Budget(
                        span, quantities.quantity(c.quantity()), spans.name(c.name()), spans.nameOrNull(c.kind));
            case RslParser.MigrateStatementContext c ->
                new Statement.Migrate(
                        span,
                        quantities.place(c.place()),
                        expressions.build(c.expression()),
                        quantities.durationOrNull(c.duration()));
            case RslParser.TestStatementContext c ->
                new Statement.Test(
                        span,
                        texts.text(c.title),
                        c.testLine().stream().map(tests::build).toList());
            case RslParser.SlaClassStatementContext c -> provider.slaClass(span, c);
            case RslParser.TariffStatementContext c -> provider.tariff(span, c);
            case RslParser.IndicatorStatementContext c ->
                new Statement.Indicator(
                        span,
                        spans.name(c.name()),
                        quantities.place(c.place()),
                        expressions.build(c.expression()),
                        c.clause().stream().map(clauses::build).toList());
            default -> throw new IllegalStateException("no case for " + context.getClass());
        };
    }

    private Statement metric(Span span, RslParser.MetricStatementContext c) {
        var words = Stream.of(c.first, c.second)
                .filter(Objects::nonNull)
                .map(spans::compactName)
                .toList();
        return new Statement.Metric(
                span,
                spans.name(c.metric),
                spans.name(c.component),
                c.kind == null ? null : spans.name(c.kind),
                words,
                quantities.durationOrNull(c.duration()));
    }

    private Statement objective(Span span, RslParser.ObjectiveStatementContext c) {
        return new Statement.Objective(
                span,
                spans.name(c.name()),
                quantities.place(c.place()),
                ExpressionBuilder.operator(c.relation),
                quantities.quantity(c.limit),
                quantities.durationOrNull(c.duration()),
                quantities.quantityOrNull(c.share));
    }

    private Statement component(Span span, RslParser.ComponentStatementContext c) {
        var sizes = c.sizePart().stream()
                .map(p -> new Statement.SizePart(
                        spans.of(p), quantities.quantity(p.quantity()), p.name() == null ? null : spans.name(p.name())))
                .toList();
        List<Item> block = c.block() == null
                ? List.of()
                : c.block().item().stream().map(items::build).toList();
        var sizeSpan = spans.of(c.LPAREN().getSymbol(), c.RPAREN().getSymbol());
        return new Statement.Component(span, spans.name(c.name()), sizeSpan, sizes, block);
    }

    private Statement equation(Span span, RslParser.EquationStatementContext c) {
        return new Statement.Equation(
                span,
                spans.name(c.name()),
                quantities.place(c.place()),
                relation(c.relation),
                spans.of(c.relation),
                value(c.value()),
                c.clause().stream().map(clauses::build).toList());
    }

    private static Statement.Relation relation(Token token) {
        return switch (token.getType()) {
            case RslParser.EQUALS -> Statement.Relation.EQUALS;
            case RslParser.AT_MOST -> Statement.Relation.AT_MOST;
            case RslParser.AT_LEAST -> Statement.Relation.AT_LEAST;
            default -> throw new IllegalStateException("no relation: " + token);
        };
    }

    private Value value(RslParser.ValueContext context) {
        return switch (context) {
            case RslParser.ExpressionValueContext c -> new Value.Formula(expressions.build(c.expression()));
            case RslParser.DomainsValueContext c -> domains(c.domains());
            default -> throw new IllegalStateException("no case for " + context.getClass());
        };
    }

    private Value domains(RslParser.DomainsContext context) {
        var span = spans.of(context);
        return switch (context) {
            case RslParser.DomainSetContext c ->
                new Value.Domains(
                        span,
                        c.NOT_SIGN() == null ? Value.Kind.SET : Value.Kind.EXCEPT,
                        c.domain().stream().map(this::domain).toList());
            case RslParser.DomainOrderContext c ->
                new Value.Domains(
                        span,
                        Value.Kind.ORDER,
                        c.domain().stream().map(this::domain).toList());
            default -> throw new IllegalStateException("no case for " + context.getClass());
        };
    }

    private Value.Domain domain(RslParser.DomainContext context) {
        var written = spans.name(context.domainName());
        var string = context.domainName().STRING();
        var name =
                string == null ? written.text() : texts.text(string.getSymbol()).value();
        return new Value.Domain(new Name(name, written.span()), quantities.quantityOrNull(context.quantity()));
    }
}
