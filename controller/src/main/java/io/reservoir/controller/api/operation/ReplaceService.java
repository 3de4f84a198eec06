package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.SubmittedView;

/** Takes a manifest that must be of one service. */
final class ReplaceService implements Operation {
    private final Backend backend;

    ReplaceService(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.put(Paths.SERVICE, "Defines that service, or gives it a new manifest")
                .with(Params.SERVICE, Params.FILE_NAME)
                .taking(Manifests.BODY)
                .answering(201, "the service is new, and is at `Location`", SubmittedView.class)
                .answering(200, "the service has a new manifest", SubmittedView.class)
                .failing(Problem.INVALID_ENCODING, Problem.INVALID_MANIFEST, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        return Manifests.submit(backend, route(), call, call.get(Params.SERVICE));
    }
}
