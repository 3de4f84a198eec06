package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ServiceView;

/** Shows one service. */
final class GetService implements Operation {
    private final Backend backend;

    GetService(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.get(Paths.SERVICE, "Shows a service: its components, how many VEEs each has, and why")
                .with(Params.SERVICE)
                .answering(200, "the service", ServiceView.class)
                .failing(Problem.NOT_FOUND);
    }

    @Override
    public Reply handle(Call call) {
        var id = call.get(Params.SERVICE);
        var service = backend.known(id);
        return service == null ? Answers.noSuch(id) : Reply.ok(service.view());
    }
}
