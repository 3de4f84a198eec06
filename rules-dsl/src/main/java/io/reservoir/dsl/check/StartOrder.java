package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Item;
import io.reservoir.dsl.syntax.SettingPart;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.diagnostic.Span;
import java.util.List;
import java.util.stream.Stream;

/**
 * Refuses components that wait for each other: for those that they start {@code after}, and for those whose addresses
 * their guests are told.
 */
final class StartOrder {
    /** What a component waits for, and where that is said. */
    private record Earlier(String component, Span span) {}

    private StartOrder() {}

    /** Reports each place, in the order of the text, that closes a circle. */
    static void check(Draft draft, Problems problems) {
        var graph = new Graph<String>();
        for (var component : draft.declared().components().values()) {
            for (var earlier : earlier(component, draft.scope())) {
                var self = component.name().text();
                if (self.equals(earlier.component())) {
                    continue;
                }
                var circle = graph.path(earlier.component(), self);
                if (circle == null) {
                    graph.add(self, earlier.component());
                } else {
                    problems.error(
                            Code.START_ORDER,
                            earlier.span(),
                            "these components wait for each other: " + Graph.printed(circle));
                }
            }
        }
    }

    private static List<Earlier> earlier(Statement.Component component, Scope scope) {
        return component.items().stream()
                .flatMap(item -> switch (item) {
                    case Item.After after ->
                        after.components().stream().map(name -> new Earlier(name.text(), name.span()));
                    case Item.Set set -> set.parts().stream().flatMap(part -> toldOf(part, scope));
                    default -> Stream.empty();
                })
                .toList();
    }

    /** The component whose address a guest is told. */
    private static Stream<Earlier> toldOf(SettingPart part, Scope scope) {
        if (!(part instanceof SettingPart.Resolved asked) || asked.arguments().size() != 2) {
            return Stream.empty();
        }
        var place = asked.arguments().getFirst();
        var found = scope.find(place.name().text());
        return Stream.of(new Earlier(found == null ? place.name().text() : found.component(), asked.span()));
    }
}
