package io.reservoir.controller.api.operation;

import io.reservoir.controller.api.backend.SnapshotDesk.Seen;
import io.reservoir.controller.api.http.Parameter;
import io.reservoir.controller.api.http.Parameter.Shape;
import io.reservoir.controller.api.view.SnapshotView;
import io.reservoir.controller.api.view.SnapshotsView;
import io.reservoir.model.port.VeeSnapshots.SnapshotId;
import io.reservoir.model.site.HostId;

/** How requests name snapshots, and what is shown of them. */
final class SnapshotParts {
    static final Parameter<String> SNAPSHOT = Parameter.path(
            "snapshot",
            "the name of a snapshot: at most 32 of a-z, 0-9 and `-`, the first of them no `-`",
            Shape.text("^[a-z0-9][a-z0-9-]{0,31}$", "before-upgrade"),
            text -> SnapshotId.isValidName(text) ? text : null);

    static final Parameter<Integer> LIFE = Params.count(
            "life",
            "which life of the replica is meant, where several have a snapshot of that name",
            1,
            999_999_999,
            "1");

    private SnapshotParts() {}

    static SnapshotsView view(Seen seen) {
        return new SnapshotsView(
                seen.snapshots().stream()
                        .map(shown -> SnapshotView.of(shown.host(), shown.snapshot()))
                        .toList(),
                seen.silent().stream().map(HostId::name).toList());
    }
}
