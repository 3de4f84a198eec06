package io.reservoir.dsl.ovf;

import io.reservoir.dsl.syntax.Clause;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.Quantity;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Value;
import io.reservoir.model.diagnostic.Span;
import java.util.List;

/** Statements as if an author had written them at a place of the envelope. */
final class Written {
    private Written() {}

    static Statement.Equation equation(
            String subject, SystemDraft system, Value value, List<Clause> clauses, Span span) {
        return new Statement.Equation(
                span,
                new Name(subject, span),
                place(system, span),
                Statement.Relation.EQUALS,
                span,
                value,
                List.copyOf(clauses));
    }

    static Place place(SystemDraft system, Span span) {
        return new Place(span, new Name(system.name().text(), span), null);
    }

    static Expression mention(String name, Span span) {
        return new Expression.Mention(span, new Place(span, new Name(name, span), null));
    }

    static Expression number(Quantity quantity) {
        return new Expression.Literal(quantity.span(), quantity);
    }

    static Expression call(String function, Span span, Expression... arguments) {
        return new Expression.Call(span, new Name(function, span), List.of(arguments));
    }
}
