package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.Backend;
import io.reservoir.controller.api.backend.SnapshotDesk;
import io.reservoir.controller.api.backend.SnapshotDesk.Shown;
import io.reservoir.controller.api.http.Call;
import io.reservoir.controller.api.http.Operation;
import io.reservoir.controller.api.http.Problem;
import io.reservoir.controller.api.http.Reply;
import io.reservoir.controller.api.http.Route;
import io.reservoir.controller.api.http.Unavailable;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.SnapshotsView;
import io.reservoir.model.port.VeeSnapshots.Unkept;
import io.reservoir.model.site.HostId;
import java.util.List;
import java.util.stream.Collectors;

/** Deletes a snapshot, or gives up one that is being taken. */
final class DeleteSnapshot implements Operation {
    private final Backend backend;
    private final SnapshotDesk snapshots;

    DeleteSnapshot(Backend backend, SnapshotDesk snapshots) {
        this.backend = backend;
        this.snapshots = snapshots;
    }

    @Override
    public Route route() {
        return Route.post(Paths.SNAPSHOT_DELETE, "Deletes a snapshot, also of a VEE that is gone")
                .with(Params.SERVICE, SnapshotParts.SNAPSHOT, Params.COMPONENT, Params.ORDINAL, SnapshotParts.LIFE)
                .answering(200, "those that are left", SnapshotsView.class)
                .failing(Problem.NOT_FOUND, Problem.CONFLICT);
    }

    @Override
    public Reply handle(Call call) {
        var service = call.get(Params.SERVICE);
        if (backend.known(service) == null) {
            return Answers.noSuch(service);
        }
        var name = "snapshot `" + call.get(SnapshotParts.SNAPSHOT) + "` of " + Replicas.inWords(call);
        var seen = snapshots.look(service);
        var meant =
                seen.snapshots().stream().filter(shown -> isMeant(shown, call)).toList();
        if (meant.isEmpty() && !seen.silent().isEmpty()) {
            throw new Unavailable("nobody knows who has " + name + ": no answer from "
                    + seen.silent().stream().map(HostId::name).collect(Collectors.joining(", ")));
        }
        if (meant.isEmpty()) {
            return Answers.noSuch(name);
        }
        var lives = meant.stream()
                .map(shown -> shown.snapshot().id().vee().incarnation())
                .distinct()
                .sorted()
                .toList();
        return lives.size() == 1
                ? deleted(name, meant, call)
                : Answers.refused(
                        "delete " + name,
                        Reply.failure(
                                Problem.CONFLICT,
                                "lives " + lives + " of that replica have one of that name: say which is meant"));
    }

    private static boolean isMeant(Shown shown, Call call) {
        var id = shown.snapshot().id();
        var life = call.find(SnapshotParts.LIFE);
        return id.name().equals(call.get(SnapshotParts.SNAPSHOT))
                && id.vee().component().equals(call.get(Params.COMPONENT))
                && id.vee().ordinal() == call.get(Params.ORDINAL)
                && (life == null || id.vee().incarnation() == life);
    }

    private Reply deleted(String name, List<Shown> meant, Call call) {
        for (var shown : meant) {
            if (snapshots.delete(shown) instanceof Unkept(var why)) {
                return Answers.refused("delete " + name, Reply.failure(Problem.CONFLICT, why));
            }
        }
        return Reply.ok(SnapshotParts.view(snapshots.look(call.get(Params.SERVICE))));
    }
}
