package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ServiceView;

/** Undeploys a service. */
final class UndeployService implements Operation {
    private final Backend backend;

    UndeployService(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.post(Paths.UNDEPLOY, "Takes all VEEs of a service down; the service itself remains")
                .with(Params.SERVICE)
                .answering(200, "the service, whose VEEs are on their way out", ServiceView.class)
                .failing(Problem.NOT_FOUND, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        var id = call.get(Params.SERVICE);
        return Lifecycles.change(backend, id, node -> node.undeploy(id));
    }
}
