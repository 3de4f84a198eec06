package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.VeeView;

/** Shows one VEE. */
final class GetVee implements Operation {
    private final Backend backend;

    GetVee(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.get(Paths.VEE, "Shows one VEE")
                .with(Params.SERVICE, Params.COMPONENT, Params.ORDINAL)
                .answering(200, "the VEE", VeeView.class)
                .failing(Problem.NOT_FOUND);
    }

    @Override
    public Reply handle(Call call) {
        return Replicas.about(backend, call, (vee, image) -> Reply.ok(Replicas.view(vee, image, backend)));
    }
}
