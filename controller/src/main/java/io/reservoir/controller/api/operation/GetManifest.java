package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;

/** Gives a manifest back. */
final class GetManifest implements Operation {
    private final Backend backend;

    GetManifest(Backend backend) {
        this.backend = backend;
    }

    @Override
    public Route route() {
        return Route.get(Paths.MANIFEST, "Gives back the manifest in force, as it was sent")
                .with(Params.SERVICE)
                .answering(new Route.Answer(200, "the text of the manifest", "text/plain", null))
                .failing(Problem.NOT_FOUND);
    }

    @Override
    public Reply handle(Call call) {
        var id = call.get(Params.SERVICE);
        var known = backend.known(id);
        var manifest = known == null ? null : known.image().manifest();
        return manifest == null ? Answers.noSuch(id) : new Reply.Text(200, "text/plain", manifest.text());
    }
}
