package io.reservoir.dsl.parser;

import io.reservoir.dsl.program.Term.Operator;
import io.reservoir.dsl.syntax.Expression;
import org.antlr.v4.runtime.Token;

/** Builds expressions. Its recursion is bounded by {@link NestingLimit}. */
final class ExpressionBuilder {
    private final Spans spans;
    private final Quantities quantities;

    ExpressionBuilder(Spans spans, Quantities quantities) {
        this.spans = spans;
        this.quantities = quantities;
    }

    Expression build(RslParser.ExpressionContext context) {
        var span = spans.of(context);
        return switch (context) {
            case RslParser.NumberContext c -> new Expression.Literal(span, quantities.literal(c));
            case RslParser.MentionContext c -> new Expression.Mention(span, quantities.place(c.place()));
            case RslParser.EnclosedContext c -> build(c.expression());
            case RslParser.NegationContext c -> new Expression.Negate(span, build(c.expression()));
            case RslParser.InversionContext c -> new Expression.Not(span, build(c.expression()));
            case RslParser.ArithmeticContext c ->
                new Expression.Binary(
                        span,
                        operator(c.operator),
                        spans.of(c.operator),
                        build(c.expression(0)),
                        build(c.expression(1)));
            case RslParser.ChoiceContext c ->
                new Expression.Choose(span, build(c.expression(0)), build(c.expression(1)), build(c.expression(2)));
            case RslParser.CallContext c ->
                new Expression.Call(
                        span,
                        spans.name(c.name()),
                        c.expression().stream().map(this::build).toList());
            default -> throw new IllegalStateException("no case for " + context.getClass());
        };
    }

    static Operator operator(Token token) {
        return switch (token.getType()) {
            case RslParser.PLUS -> Operator.PLUS;
            case RslParser.MINUS -> Operator.MINUS;
            case RslParser.STAR -> Operator.TIMES;
            case RslParser.SLASH -> Operator.DIVIDE;
            case RslParser.PERCENT -> Operator.REMAINDER;
            case RslParser.BELOW -> Operator.LESS;
            case RslParser.AT_MOST -> Operator.LESS_OR_EQUAL;
            case RslParser.ABOVE -> Operator.GREATER;
            case RslParser.AT_LEAST -> Operator.GREATER_OR_EQUAL;
            case RslParser.SAME -> Operator.EQUAL;
            case RslParser.DIFFERENT -> Operator.NOT_EQUAL;
            case RslParser.AND -> Operator.AND;
            case RslParser.OR -> Operator.OR;
            case RslParser.OR_ELSE -> Operator.OR_ELSE;
            default -> throw new IllegalStateException("no operator: " + token);
        };
    }
}
