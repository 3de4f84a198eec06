package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.SnapshotDesk;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.SnapshotView;
import io.reservoir.model.port.VeeSnapshots.Kept;
import io.reservoir.model.port.VeeSnapshots.Snapshot;
import io.reservoir.model.port.VeeSnapshots.SnapshotId;
import io.reservoir.model.port.VeeSnapshots.State;
import io.reservoir.model.port.VeeSnapshots.Unkept;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Vee;

/** Begins to take a snapshot of the disk of a VEE. */
final class TakeSnapshot implements Operation {
    private final Backend backend;
    private final SnapshotDesk snapshots;

    TakeSnapshot(Backend backend, SnapshotDesk snapshots) {
        this.backend = backend;
        this.snapshots = snapshots;
    }

    @Override
    public Route route() {
        return Route.post(Paths.SNAPSHOT_TAKE, "Takes a snapshot of the disk of a VEE, whose guest goes on meanwhile")
                .with(Params.SERVICE, SnapshotParts.SNAPSHOT, Params.COMPONENT, Params.ORDINAL)
                .answering(200, "it is there", SnapshotView.class)
                .answering(202, "it is being taken; the list of snapshots shows how far it is", SnapshotView.class)
                .failing(Problem.NOT_FOUND, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        return Replicas.about(backend, call, (vee, image) -> take(vee, call));
    }

    private Reply take(Vee vee, Call call) {
        var host = vee.host();
        var what = "take a snapshot of " + Replicas.inWords(call);
        if (host == null || vee.state() == null) {
            return Answers.refused(
                    what,
                    Reply.failure(Problem.CONFLICT, Replicas.inWords(call) + " is on no host yet, and has no disk"));
        }
        var id = new SnapshotId(vee.id(), call.get(SnapshotParts.SNAPSHOT));
        // it may have been taken where the VEE was before
        for (var shown : snapshots.look(call.get(Params.SERVICE)).snapshots()) {
            if (shown.snapshot().id().equals(id) && shown.snapshot().state() != State.FAILED) {
                return shown(shown.host(), shown.snapshot());
            }
        }
        return switch (snapshots.take(host, id)) {
            case Kept(var kept) -> shown(host, kept.getFirst());
            case Unkept(var why) ->
                Answers.refused(what, Reply.failure(Problem.CONFLICT, "no snapshot is taken: " + why));
        };
    }

    private static Reply shown(HostId host, Snapshot snapshot) {
        var status = snapshot.state() == State.TAKING ? 202 : 200;
        return new Reply.View(status, SnapshotView.of(host, snapshot), null);
    }
}
