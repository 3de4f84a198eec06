package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.VeeView;

/** Gives up a move that is under way. */
final class StayVee implements Operation {
    private final Backend backend;

    StayVee(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.post(Paths.STAY, "Gives up the move of a VEE that is on its way to another host")
                .with(Params.SERVICE, Params.COMPONENT, Params.ORDINAL)
                .answering(202, "its host is being told; the VEE as it is now", VeeView.class)
                .failing(Problem.NOT_FOUND, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        return Replicas.change(backend, call, "keep", (node, vee) -> node.stay(vee));
    }
}
