package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.VeeView;
import io.reservoir.controller.api.view.ViewJson;

/** Does one thing to one VEE, on the word of its tenant. */
final class TellVee implements Operation {
    private final Backend backend;

    TellVee(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.post(Paths.VEE_VERB, "Tells a VEE to pause, resume, suspend, shut down, run again, or go")
                .with(Params.SERVICE, Params.COMPONENT, Params.ORDINAL, Params.VERB)
                .answering(202, "its host is being told; the VEE as it is now", VeeView.class)
                .failing(Problem.NOT_FOUND, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        var verb = call.get(Params.VERB);
        return Replicas.change(backend, call, ViewJson.word(verb), (node, vee) -> node.tell(vee, verb));
    }
}
