package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.explain.Explanation;
import io.reservoir.controller.explain.Explanations;
import io.reservoir.model.decision.Variable;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says why a variable is what it is, or was what it was. */
final class ExplainVariable implements Operation {
    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z]+)\\(([A-Za-z_][A-Za-z0-9_-]{0,63})\\)");

    private static final Parameter<Variable> WHICH = Parameter.query(
                    "variable",
                    "what is to be explained, such as `Replicas(C1)`, `CPU(C1)` or `Memory(C1)`",
                    Parameter.Shape.text("^(Replicas|CPU|Memory)\\([A-Za-z_][A-Za-z0-9_-]{0,63}\\)$", "Replicas(C1)"),
                    ExplainVariable::variable)
            .asRequired();

    private static final Parameter<Instant> AT =
            Params.time("at", "a time such as `2026-01-31T12:00:00Z`: what was recorded until then counts");

    private final Backend backend;

    ExplainVariable(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.get(Paths.EXPLANATION, "Explains the last recorded decision about a variable")
                .with(Params.SERVICE, WHICH, AT)
                .answering(200, "readings, statement, stages, plan and what came of it", Explanation.class)
                .failing(Problem.NOT_FOUND);
    }

    private static @Nullable Variable variable(String text) {
        var match = VARIABLE.matcher(text);
        if (match.matches()) {
            for (var kind : Variable.Kind.values()) {
                if (kind.word().equalsIgnoreCase(match.group(1))) {
                    return new Variable(kind, match.group(2));
                }
            }
        }
        return null;
    }

    @Override
    public Reply handle(Call call) {
        var service = call.get(Params.SERVICE);
        if (backend.node(service, node -> node.image(service)) == null) {
            return Answers.noSuch(service);
        }
        var variable = call.get(WHICH);
        var explanation = backend.ledger().asking(ledger -> Explanations.of(ledger, service, variable, call.find(AT)));
        return explanation == null
                ? Answers.noSuch("recorded decision about `" + variable + "`")
                : Reply.ok(explanation);
    }
}
