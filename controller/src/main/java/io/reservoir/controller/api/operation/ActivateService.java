package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ServiceView;

/** Activates a service. */
final class ActivateService implements Operation {
    private final Backend backend;

    ActivateService(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.post(Paths.ACTIVATE, "Keeps a service running from now on")
                .with(Params.SERVICE)
                .answering(200, "the service, which is active", ServiceView.class)
                .failing(Problem.NOT_FOUND, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        var id = call.get(Params.SERVICE);
        return Lifecycles.change(backend, id, node -> node.activate(id));
    }
}
