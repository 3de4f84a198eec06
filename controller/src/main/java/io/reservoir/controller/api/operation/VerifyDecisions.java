package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.explain.Rederivation;

/** Works every recorded decision of a service out again. */
final class VerifyDecisions implements Operation {
    private final Backend backend;

    VerifyDecisions(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.get(
                        Paths.VERIFICATION,
                        "Works every recorded decision out again and says where another number comes of it")
                .with(Params.SERVICE)
                .answering(200, "how many there were, and those that differ", Rederivation.Result.class)
                .failing(Problem.NOT_FOUND);
    }

    @Override
    public Reply handle(Call call) {
        var service = call.get(Params.SERVICE);
        if (backend.known(service) == null) {
            return Answers.noSuch(service);
        }
        var classes = backend.node(service, node -> node.classes());
        return Reply.ok(backend.ledger().asking(ledger -> Rederivation.of(ledger, service, classes)));
    }
}
