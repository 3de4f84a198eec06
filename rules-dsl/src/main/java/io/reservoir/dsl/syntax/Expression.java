package io.reservoir.dsl.syntax;

import io.reservoir.dsl.program.Term;
import io.reservoir.model.diagnostic.Span;
import java.util.List;

/** An expression as written. */
public sealed interface Expression {
    Span span();

    record Literal(Span span, Quantity quantity) implements Expression {}

    /** A name without parentheses: a component, a network, an SLA class. */
    record Mention(Span span, Place place) implements Expression {}

    /** A function or a metric of a component: {@code max(a, b)}, {@code Users(C1)}. */
    record Call(Span span, Name name, List<Expression> arguments) implements Expression {}

    record Negate(Span span, Expression operand) implements Expression {}

    record Not(Span span, Expression operand) implements Expression {}

    record Binary(Span span, Term.Operator operator, Span operatorSpan, Expression left, Expression right)
            implements Expression {}

    record Choose(Span span, Expression condition, Expression then, Expression otherwise) implements Expression {}
}
