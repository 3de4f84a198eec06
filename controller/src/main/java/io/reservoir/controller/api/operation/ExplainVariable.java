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
import java.time.Instant;

/** Says why a variable is what it is, or was what it was. */
final class ExplainVariable implements Operation {
    private static final Parameter<Instant> AT =
            Params.time("at", "a time such as `2026-01-31T12:00:00Z`: what was recorded until then counts");

    private final Backend backend;

    ExplainVariable(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.get(Paths.EXPLANATION, "Explains the last recorded decision about a variable")
                .with(Params.SERVICE, Params.VARIABLE, AT)
                .answering(200, "readings, statement, stages, plan and what came of it", Explanation.class)
                .failing(Problem.NOT_FOUND);
    }

    @Override
    public Reply handle(Call call) {
        var service = call.get(Params.SERVICE);
        if (backend.known(service) == null) {
            return Answers.noSuch(service);
        }
        var variable = call.get(Params.VARIABLE);
        var explanation = backend.ledger().asking(ledger -> Explanations.of(ledger, service, variable, call.find(AT)));
        return explanation == null
                ? Answers.noSuch("recorded decision about `" + variable + "`")
                : Reply.ok(explanation);
    }
}
