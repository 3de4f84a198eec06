package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.Place;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.reading.Numbers;
import org.jspecify.annotations.Nullable;

/** Warns of what is written for a replica that its component never has. */
final class ReplicaCheck {
    private ReplicaCheck() {}

    static void check(Draft draft, Problems problems) {
        for (var statement : draft.statements()) {
            if (!(statement instanceof Statement.Equation equation)) {
                continue;
            }
            var place = place(equation.place(), draft.scope());
            if (place == null || !place.isOneReplica() || !draft.isWhole(place.component())) {
                continue;
            }
            var most = Extent.of(place.component(), draft).most();
            if (place.replica() > most) {
                problems.warning(
                        Code.NO_SUCH_REPLICA,
                        equation.place().span(),
                        Problems.quoted(place.component()) + " has at most " + Numbers.plain(most)
                                + " replicas: there is no " + Problems.quoted(place.toString()),
                        null);
            }
        }
    }

    private static Scope.@Nullable Resolved place(Place place, Scope scope) {
        return place.replica() == null
                ? scope.find(place.name().text())
                : new Scope.Resolved(place.name().text(), place.replica());
    }
}
