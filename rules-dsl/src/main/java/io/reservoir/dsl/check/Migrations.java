package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.MigrationRule;
import io.reservoir.dsl.syntax.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Checks {@code migrate C when cond for D}. */
final class Migrations {
    private final Scope scope;
    private final Formulas formulas;
    private final Measures measures;
    private final Sources sources;
    private final List<MigrationRule> all = new ArrayList<>();
    private final List<Guard> guards = new ArrayList<>();

    Migrations(Scope scope, Formulas formulas, Measures measures, Sources sources) {
        this.scope = scope;
        this.formulas = formulas;
        this.measures = measures;
        this.sources = sources;
    }

    List<MigrationRule> all() {
        return List.copyOf(all);
    }

    List<Guard> guards() {
        return List.copyOf(guards);
    }

    void take(Statement.Migrate statement) {
        var component = scope.wholeComponent(statement.place());
        var condition = formulas.truth(statement.condition(), null);
        var lasting = statement.lasting() == null
                ? Duration.ZERO
                : measures.duration(statement.lasting(), Duration.ofSeconds(1));
        if (component != null && !condition.isBroken() && lasting != null) {
            guards.add(new Guard(statement.condition().span(), condition.term()));
            all.add(new MigrationRule(component, Formula.of(condition.term()), lasting, sources.of(statement)));
        }
    }
}
