package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.Name;
import io.reservoir.dsl.syntax.Statement;
import java.util.List;

/** Refuses components that wait for each other: {@code after} must lead somewhere. */
final class StartOrder {
    private StartOrder() {}

    /** Reports the last {@code after}, in the order of the text, that closes a circle. */
    static void check(Draft draft, Problems problems) {
        var graph = new Graph<String>();
        for (var component : draft.declared().components().values()) {
            for (var earlier : after(component)) {
                var self = component.name().text();
                if (self.equals(earlier.text())) {
                    continue;
                }
                var circle = graph.path(earlier.text(), self);
                if (circle == null) {
                    graph.add(self, earlier.text());
                } else {
                    problems.error(
                            Code.START_ORDER,
                            earlier.span(),
                            "these components wait for each other: " + Graph.printed(circle));
                }
            }
        }
    }

    private static List<Name> after(Statement.Component component) {
        return component.items().stream()
                .filter(Item.After.class::isInstance)
                .flatMap(item -> ((Item.After) item).components().stream())
                .toList();
    }
}
