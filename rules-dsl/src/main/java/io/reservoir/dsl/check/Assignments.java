package io.reservoir.dsl.check;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.program.Assignment;
import io.reservoir.dsl.program.ReplicaTarget;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.dsl.syntax.Value;
import io.reservoir.model.decision.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Checks {@code Replicas(C) = e}, {@code CPU(C) = e}, {@code Memory(C) = e}. */
final class Assignments {
    private static final Set<String> CLAUSES = Set.of(
            "min",
            "max",
            "when",
            "over",
            "priority",
            "band",
            "headroom",
            "stabilise",
            "rate",
            "on unknown",
            "step",
            "cooldown",
            "combine",
            "during",
            "within");

    private final Scope scope;
    private final Targets targets;
    private final ClauseChecker clauses;
    private final Sources sources;
    private final Problems problems;
    private final List<CheckedTarget> found = new ArrayList<>();

    Assignments(Scope scope, Targets targets, ClauseChecker clauses, Sources sources, Problems problems) {
        this.scope = scope;
        this.targets = targets;
        this.clauses = clauses;
        this.sources = sources;
        this.problems = problems;
    }

    void take(Statement.Equation equation, Variable.Kind kind) {
        clauses.checkAllowed(equation.clauses(), "a target", CLAUSES);
        var place = scope.component(equation.place());
        if (place != null && place.isOneReplica() && kind == Variable.Kind.REPLICAS) {
            problems.error(
                    Code.REPLICA,
                    equation.place().span(),
                    "one replica has no number of replicas",
                    "write `Replicas(" + place.component() + ")`");
            return;
        }
        if (!(equation.value() instanceof Value.Formula(var expression))) {
            problems.error(
                    Code.NOT_A_NUMBER,
                    equation.value().span(),
                    "`" + kind.word() + "` is a number, not a set of domains");
            return;
        }
        var window = clauses.window(equation.clauses());
        var value = targets.formula(kind, expression, window);
        var followed = clauses.follow(kind, equation.clauses(), window);
        if (place == null || value == null || followed == null) {
            return;
        }
        var assignment = new Assignment(
                sources.id(kind.word() + "(" + place + ")"),
                new Variable(kind, place.component()),
                value,
                followed.guard(),
                followed.min(),
                followed.max(),
                followed.priority(),
                followed.clauses(),
                sources.of(equation));
        found.add(new CheckedTarget(equation, place, assignment, followed));
    }

    List<CheckedTarget> found() {
        return found;
    }

    List<Assignment> ofComponents() {
        return found.stream()
                .filter(t -> !t.place().isOneReplica())
                .map(CheckedTarget::assignment)
                .toList();
    }

    List<ReplicaTarget> ofReplicas() {
        return found.stream()
                .filter(t -> t.place().isOneReplica())
                .map(t -> new ReplicaTarget(t.place().replica(), t.assignment()))
                .toList();
    }
}
