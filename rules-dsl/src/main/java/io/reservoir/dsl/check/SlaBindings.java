package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import io.reservoir.dsl.syntax.Expression;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Value;
import io.reservoir.model.diagnostic.Span;
import io.reservoir.model.sla.SlaClass;
import io.reservoir.model.sla.SlaClasses;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks {@code SLA(C) = Class} and {@code SLA(N) = Class}: one binding for each component and network. */
final class SlaBindings {
    private final Scope scope;
    private final SlaClasses classes;
    private final Problems problems;
    private final Map<String, Bound> byComponent = new HashMap<>();
    private final Map<String, Bound> byNetwork = new HashMap<>();

    SlaBindings(Scope scope, SlaClasses classes, Problems problems) {
        this.scope = scope;
        this.classes = classes;
        this.problems = problems;
    }

    private record Bound(String className, Span span) {}

    @Nullable
    String ofComponent(String name) {
        return name(byComponent.get(name));
    }

    @Nullable
    String ofNetwork(String name) {
        return name(byNetwork.get(name));
    }

    /** The class bound to a component; null where none is. */
    @Nullable
    SlaClass classOf(String component) {
        return classes.named(ofComponent(component));
    }

    /** Where a component is bound to its class; null where it is not. */
    @Nullable
    Span placeOf(String component) {
        var bound = byComponent.get(component);
        return bound == null ? null : bound.span();
    }

    private static @Nullable String name(@Nullable Bound bound) {
        return bound == null ? null : bound.className();
    }

    void take(Statement.Equation equation) {
        var slaClass = slaClass(equation.value());
        var place = equation.place();
        var text = place.name().text();
        if (place.replica() == null && scope.hasNetwork(text)) {
            bind(byNetwork, text, slaClass, equation);
        } else if (scope.find(text) == null) {
            scope.reportNeither(place.name());
        } else {
            var component = scope.wholeComponent(place);
            if (component != null) {
                bind(byComponent, component, slaClass, equation);
            }
        }
    }

    private void bind(Map<String, Bound> bound, String name, @Nullable SlaClass slaClass, Statement.Equation equation) {
        var className = slaClass == null ? "" : slaClass.name();
        var earlier = bound.putIfAbsent(name, new Bound(className, equation.span()));
        if (earlier != null) {
            problems.error(
                    Code.TWO_SLAS,
                    equation.subject().span(),
                    Problems.quoted(name) + " has an SLA class already",
                    "it is bound in line " + earlier.span().line());
        }
    }

    private @Nullable SlaClass slaClass(Value value) {
        if (value instanceof Value.Formula(Expression.Mention mention)
                && mention.place().replica() == null) {
            var name = mention.place().name();
            var found = classes.named(name.text());
            if (found == null) {
                problems.error(
                        Code.UNKNOWN_SLA_CLASS,
                        name.span(),
                        "there is no SLA class " + Problems.quoted(name.text()),
                        Suggestion.help(
                                name.text(),
                                classes.classes().stream().map(SlaClass::name).toList(),
                                "SLA classes"));
            }
            return found;
        }
        problems.error(Code.UNKNOWN_SLA_CLASS, value.span(), "the name of an SLA class is wanted, such as `Gold`");
        return null;
    }
}
