package io.reservoir.controller.sim;

import io.reservoir.model.port.VeeSnapshots;
import io.reservoir.model.port.VeeSnapshots.Snapshot;
import io.reservoir.model.port.VeeSnapshots.SnapshotId;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The snapshots of a simulated host: there at once, copies of nothing, and gone with its process. */
final class SnapshotShelf {
    private final SortedMap<SnapshotId, Snapshot> snapshots = new TreeMap<>();

    @Nullable
    Snapshot find(SnapshotId id) {
        return snapshots.get(id);
    }

    boolean isFull(ServiceId service) {
        return of(service).size() >= VeeSnapshots.MOST;
    }

    Snapshot put(SnapshotId id, Instant now, long diskBytes) {
        var snapshot = Snapshot.ready(id, now, diskBytes, 0, null);
        snapshots.put(id, snapshot);
        return snapshot;
    }

    void remove(SnapshotId id) {
        snapshots.remove(id);
    }

    List<Snapshot> of(ServiceId service) {
        return snapshots.values().stream()
                .filter(snapshot -> snapshot.id().vee().service().equals(service))
                .toList();
    }
}
