package io.reservoir.dsl.check;

import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.service.Hold;
import java.util.ArrayList;
import java.util.List;

/** Checks {@code hold in C until T by "owner" "reason"}. */
final class Holds {
    private static final String THE_AUTHOR = "the manifest";

    private final Scope scope;
    private final Times times;
    private final Sources sources;
    private final List<Hold> all = new ArrayList<>();

    Holds(Scope scope, Times times, Sources sources) {
        this.scope = scope;
        this.times = times;
        this.sources = sources;
    }

    List<Hold> all() {
        return List.copyOf(all);
    }

    void take(Statement.Hold statement) {
        var component = scope.wholeComponent(statement.place());
        var until = times.moment(statement.until());
        if (component == null || until == null) {
            return;
        }
        all.add(new Hold(
                statement.direction().is("in") ? Hold.Direction.IN : Hold.Direction.OUT,
                component,
                until,
                statement.owner() == null ? THE_AUTHOR : statement.owner().value(),
                statement.reason() == null ? "" : statement.reason().value(),
                sources.of(statement)));
    }
}
