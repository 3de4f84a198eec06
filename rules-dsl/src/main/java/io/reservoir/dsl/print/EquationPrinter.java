package io.reservoir.dsl.print;

import io.reservoir.dsl.syntax.Clause;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Value;
import io.reservoir.model.diagnostic.Span;
import java.util.ArrayList;
import java.util.List;

/** Prints equations and indicators. */
final class EquationPrinter {
    private final Written written;
    private final ExpressionPrinter expressions;
    private final ClausePrinter printer;

    EquationPrinter(Written written, ExpressionPrinter expressions) {
        this.written = written;
        this.expressions = expressions;
        this.printer = new ClausePrinter(written, expressions);
    }

    List<Part> print(Statement.Equation equation) {
        var subject = Spelling.subject(equation.subject());
        var head = new Phrase().add(subject).add("(" + written.place(equation.place()) + ") ");
        head.add(equation.relation().sign()).add(" ");
        switch (equation.value()) {
            case Value.Domains domains -> domains(head, domains);
            case Value.Formula(Expression.Mention mention)
            when subject.equals("SLA") && mention.place().replica() == null ->
                head.add(Spelling.slaClass(mention.place().name()));
            case Value.Formula(var expression) -> expressions.print(head, expression);
        }
        var span = Written.span(equation.span(), equation.value().span());
        return withClauses(head, span, equation.clauses());
    }

    private void domains(Phrase phrase, Value.Domains domains) {
        var blank = domains.kind() == Value.Kind.ORDER || domains.domains().isEmpty() ? "" : " ";
        phrase.add(
                switch (domains.kind()) {
                    case SET -> "{";
                    case ORDER -> "[";
                    case EXCEPT -> "!{";
                });
        for (var i = 0; i < domains.domains().size(); i++) {
            var domain = domains.domains().get(i);
            phrase.add(i == 0 ? blank : ", ").either(written.domain(domain.name()));
            written.optional(phrase, ": ", domain.share());
        }
        phrase.add(blank).add(domains.kind() == Value.Kind.ORDER ? "]" : "}");
    }

    List<Part> print(Statement.Indicator indicator) {
        var head = new Phrase().add("indicator ").add(Spelling.indicator(indicator.name()));
        head.add("(" + written.place(indicator.place()) + ") = ");
        expressions.print(head, indicator.value());
        var span = Written.span(indicator.span(), indicator.value().span());
        return withClauses(head, span, indicator.clauses());
    }

    private List<Part> withClauses(Phrase head, Span span, List<Clause> clauses) {
        var parts = new ArrayList<Part>();
        parts.add(new Part(Part.Kind.HEAD, span, head));
        Clause before = null;
        for (var clause : clauses) {
            var second = clause instanceof Clause.Max && before instanceof Clause.Min min && min.during() == null;
            var kind = second ? Part.Kind.SECOND : Part.Kind.CLAUSE;
            parts.add(new Part(kind, clause.span(), printer.print(clause)));
            before = clause;
        }
        return parts;
    }
}
