package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Value;
import io.reservoir.model.service.ContractBound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks {@code M(C) = constant}: the load up to which the SLA is owed. */
final class Contracts {
    private final Scope scope;
    private final Metrics metrics;
    private final Constants constants;
    private final Dimensions dimensions;
    private final Problems problems;
    private final List<ContractBound> bounds = new ArrayList<>();
    private final Map<Key, Statement> seen = new HashMap<>();

    Contracts(Scope scope, Metrics metrics, Constants constants, Problems problems) {
        this.scope = scope;
        this.metrics = metrics;
        this.constants = constants;
        this.dimensions = new Dimensions(problems);
        this.problems = problems;
    }

    List<ContractBound> bounds() {
        return List.copyOf(bounds);
    }

    void take(Statement.Equation equation) {
        var component = scope.wholeComponent(equation.place());
        if (component == null || !isContract(equation, component)) {
            return;
        }
        var key = Metrics.key(equation.subject(), component);
        var what = "the contract bound " + Problems.quoted(key.toString()) + " is a number";
        var typed = constants.typed(equation.value(), what, "1000");
        var metric = metrics.read(key, equation.subject().span());
        if (typed == null || typed.isBroken()) {
            return;
        }
        var words = new Dimensions.Words("cannot bound", "by", false);
        var measured = new Typed(typed.term(), metric.type(), typed.written());
        var agreed = dimensions.agree(measured, typed, equation.value().span(), words);
        var number = agreed instanceof Type.Broken ? null : constants.number(typed, what);
        if (number == null) {
            return;
        }
        if (seen.putIfAbsent(key, equation) != null) {
            problems.error(
                    Code.OVERLAP, equation.subject().span(), Problems.quoted(key.toString()) + " is bound twice");
            return;
        }
        bounds.add(new ContractBound(key.name(), component, number, equation.span()));
    }

    /** A name near one of the language's own, or a formula, shows that something else was meant. */
    private boolean isContract(Statement.Equation equation, String component) {
        var name = equation.subject();
        var known = metrics.canBeRead(Metrics.key(name, component));
        var meant = known ? null : Suggestion.nearest(name.text(), Subject.words());
        var reads = equation.value() instanceof Value.Formula(var expression) && !Mentions.isConstant(expression);
        if (meant == null && !reads) {
            return true;
        }
        problems.error(
                Code.UNKNOWN_SUBJECT,
                name.span(),
                Problems.quoted(name.text()) + " is nothing that a formula can set",
                meant != null
                        ? "did you mean `" + meant + "`?"
                        : "to define an indicator, write `indicator " + name.text() + "(" + component + ") = …`");
        return false;
    }
}
