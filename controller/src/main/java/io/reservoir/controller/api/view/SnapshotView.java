package io.reservoir.controller.api.view;

import io.reservoir.model.port.VeeSnapshots.Snapshot;
import io.reservoir.model.port.VeeSnapshots.State;
import io.reservoir.model.site.HostId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a VEE's disk as it was at one instant.
 *
 * @param vee such as {@code WebShop/C1[3]#1}, which may be gone
 * @param host that has it
 * @param taken the instant of which it is
 * @param diskBytes how large the disk in it is
 * @param doneBytes how much of {@code totalBytes} is looked through or copied by now
 * @param fileBytes how much room it takes; 0 until it is ready
 * @param file where it is at its host; absent until it is ready, and where it is in no file
 * @param trouble why it failed; absent unless it did
 */
public record SnapshotView(
        String vee,
        String name,
        State state,
        String host,
        Instant taken,
        long diskBytes,
        long doneBytes,
        long totalBytes,
        long fileBytes,
        @Nullable String file,
        @Nullable String trouble) {
    public static SnapshotView of(HostId host, Snapshot snapshot) {
        return new SnapshotView(
                snapshot.id().vee().toString(),
                snapshot.id().name(),
                snapshot.state(),
                host.name(),
                snapshot.taken(),
                snapshot.diskBytes(),
                snapshot.doneBytes(),
                snapshot.totalBytes(),
                snapshot.fileBytes(),
                snapshot.file(),
                snapshot.trouble());
    }
}
