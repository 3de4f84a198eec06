package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.SnapshotDesk;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.SnapshotsView;

/** Shows the snapshots of a service. */
final class ListSnapshots implements Operation {
    private final Backend backend;
    private final SnapshotDesk snapshots;

    ListSnapshots(Backend backend, SnapshotDesk snapshots) {
        this.backend = backend;
        this.snapshots = snapshots;
    }

    @Override
    public Route route() {
        return Route.get(Paths.SNAPSHOTS, "Shows the snapshots of a service, also of VEEs that are gone")
                .with(Params.SERVICE)
                .answering(200, "its snapshots, and how far those are that are being taken", SnapshotsView.class)
                .failing(Problem.NOT_FOUND);
    }

    @Override
    public Reply handle(Call call) {
        var service = call.get(Params.SERVICE);
        return backend.known(service) == null
                ? Answers.noSuch(service)
                : Reply.ok(SnapshotParts.view(snapshots.look(service)));
    }
}
