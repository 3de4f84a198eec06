package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.VolumeDesk;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.VolumesView;

/** Shows the volumes of a service. */
final class ListVolumes implements Operation {
    private final Backend backend;
    private final VolumeDesk volumes;

    ListVolumes(Backend backend, VolumeDesk volumes) {
        this.backend = backend;
        this.volumes = volumes;
    }

    @Override
    public Route route() {
        return Route.get(Paths.VOLUMES, "Shows the volumes of a service, attached or not")
                .with(Params.SERVICE)
                .answering(200, "its volumes, by name", VolumesView.class)
                .failing(Problem.NOT_FOUND);
    }

    @Override
    public Reply handle(Call call) {
        var service = call.get(Params.SERVICE);
        return backend.known(service) == null
                ? Answers.noSuch(service)
                : Reply.ok(VolumeParts.view(volumes.look(service)));
    }
}
