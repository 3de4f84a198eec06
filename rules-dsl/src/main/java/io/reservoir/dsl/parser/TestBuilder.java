package io.reservoir.dsl.parser;

import io.reservoir.dsl.program.Term;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.TestLine;

/** Builds the lines of tests. */
final class TestBuilder {
    private final Spans spans;
    private final Quantities quantities;
    private final ExpressionBuilder expressions;

    TestBuilder(Spans spans, Quantities quantities, ExpressionBuilder expressions) {
        this.spans = spans;
        this.quantities = quantities;
        this.expressions = expressions;
    }

    TestLine build(RslParser.TestLineContext context) {
        return switch (context) {
            case RslParser.GivenLineContext c ->
                new TestLine.Given(
                        spans.of(c),
                        spans.name(c.name()),
                        quantities.place(c.place()),
                        c.step().stream().map(this::step).toList(),
                        quantities.durationOrNull(c.duration()));
            case RslParser.ExpectLineContext c ->
                new TestLine.Expect(spans.of(c), condition(c), quantities.durationOrNull(c.duration()));
            default -> throw new IllegalStateException("no case for " + context.getClass());
        };
    }

    /** In a test, {@code a = b} asks whether the two are equal. */
    private Expression condition(RslParser.ExpectLineContext c) {
        var left = expressions.build(c.expression(0));
        if (c.EQUALS() == null) {
            return left;
        }
        var right = expressions.build(c.expression(1));
        var span = spans.of(c.expression(0).getStart(), c.expression(1).getStop());
        return new Expression.Binary(
                span, Term.Operator.EQUAL, spans.of(c.EQUALS().getSymbol()), left, right);
    }

    private TestLine.Step step(RslParser.StepContext context) {
        return new TestLine.Step(
                spans.of(context),
                quantities.quantityOrNull(context.quantity()),
                spans.nameOrNull(context.times),
                context.NUMBER() == null ? null : spans.name(context.NUMBER().getSymbol()));
    }
}
