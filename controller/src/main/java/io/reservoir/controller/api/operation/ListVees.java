package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.VeesView;

/** Shows the VEEs of a service. */
final class ListVees implements Operation {
    private final Backend backend;

    ListVees(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.get(Paths.VEES, "Shows the VEEs that a service owns")
                .with(Params.SERVICE)
                .answering(200, "its VEEs, by component and ordinal", VeesView.class)
                .failing(Problem.NOT_FOUND);
    }

    @Override
    public Reply handle(Call call) {
        var id = call.get(Params.SERVICE);
        var known = backend.known(id);
        return known == null
                ? Answers.noSuch(id)
                : Reply.ok(new VeesView(known.image().vees().values().stream()
                        .map(vee -> Replicas.view(vee, known.image(), backend))
                        .toList()));
    }
}
