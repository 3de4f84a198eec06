package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Formula;
import io.reservoir.dsl.program.Indicator;
import io.reservoir.dsl.program.MigrationRule;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.decision.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Checks {@code migrate C when cond for D}. */
final class Migrations {
    private final Scope scope;
    private final Formulas formulas;
    private final Measures measures;
    private final Sources sources;
    private final List<Rule> all = new ArrayList<>();
    private final List<Guard> guards = new ArrayList<>();

    Migrations(Scope scope, Formulas formulas, Measures measures, Sources sources) {
        this.scope = scope;
        this.formulas = formulas;
        this.measures = measures;
        this.sources = sources;
    }

    private record Rule(String component, Formula condition, Duration lasting, Source source, String id) {}

    /** The conditions, which are worked out as indicators are. */
    List<Indicator> conditions() {
        return all.stream()
                .map(rule -> new Indicator(
                        rule.id(), MigrationRule.INDICATOR, rule.component(), rule.condition(), null, rule.source()))
                .toList();
    }

    /** The rules, whose conditions are the indicators from {@code first} on. */
    List<MigrationRule> rules(int first) {
        return IntStream.range(0, all.size())
                .mapToObj(i -> new MigrationRule(
                        all.get(i).component(),
                        first + i,
                        all.get(i).lasting(),
                        all.get(i).source()))
                .toList();
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
            var id = sources.id(MigrationRule.INDICATOR + "(" + component + ")");
            all.add(new Rule(component, Formula.of(condition.term()), lasting, sources.of(statement), id));
        }
    }
}
