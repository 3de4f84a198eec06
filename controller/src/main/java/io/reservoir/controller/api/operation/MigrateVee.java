package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.VeeView;

/** Lets a VEE go on at another host. */
final class MigrateVee implements Operation {
    private final Backend backend;

    MigrateVee(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.post(Paths.MIGRATION, "Moves a running VEE to another host while it goes on")
                .with(Params.SERVICE, Params.COMPONENT, Params.ORDINAL, Params.TO)
                .answering(202, "its host is being told; the VEE as it is now", VeeView.class)
                .failing(Problem.NOT_FOUND, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        var to = call.get(Params.TO);
        return Replicas.change(backend, call, "migrate to " + to, (node, vee) -> node.move(vee, to));
    }
}
