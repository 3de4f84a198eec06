package io.reservoir.model.port;

import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.VeeId;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host that keeps snapshots: copies of a VEE's disk as it was at one instant, taken while its guest goes on, each
 * complete in itself. They outlive their VEE, and nothing but {@link #delete} takes one away. Taking one changes nothing
 * of what runs, is decided or billed. Calls block until the host has answered or given up; they never throw for what it
 * does or fails to do.
 */
public interface VeeSnapshots {
    /** More are not kept of one service at one host. */
    int MOST = 256;

    /**
     * Begins to take one and returns soon, mostly while it is {@link State#TAKING}. One that is there or being taken is
     * so already; one that failed is tried anew; one of a VEE of which another is being taken is refused. Null while
     * the host cannot be reached: nobody knows whether it was begun.
     */
    @Nullable
    Told take(SnapshotId snapshot);

    /** All those of a service, also of VEEs that are gone, by id; null while the host cannot be reached. */
    @Nullable
    Told list(ServiceId service);

    /**
     * Takes one away. One that is not there is deleted already; one that is being taken is refused. Null while the
     * host cannot be reached.
     */
    @Nullable
    Told delete(SnapshotId snapshot);

    /** The snapshots of a host; of one that keeps none, they say so. */
    static VeeSnapshots of(Host host) {
        return host instanceof VeeSnapshots snapshots
                ? snapshots
                : new NoSnapshots(host.id() + " keeps no snapshots of disks");
    }

    /** Which one is meant: of a VEE, by its name. */
    record SnapshotId(VeeId vee, String name) implements Comparable<SnapshotId> {
        private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

        public SnapshotId {
            if (!isValidName(name)) {
                throw new IllegalArgumentException("not a name of a snapshot: " + name);
            }
        }

        /** True for at most 32 of a-z, 0-9 and {@code -}, the first of them no {@code -}. */
        public static boolean isValidName(String text) {
            return NAME.matcher(text).matches();
        }

        @Override
        public int compareTo(SnapshotId other) {
            var byVee = vee.compareTo(other.vee);
            return byVee != 0 ? byVee : name.compareTo(other.name);
        }

        @Override
        public String toString() {
            return name + " of " + vee;
        }
    }

    /** How far one is. */
    enum State {
        TAKING,
        /** It is there, complete. */
        READY,
        /** It came to nothing, and left nothing; it is shown until it is deleted, tried anew or forgotten. */
        FAILED
    }

    /**
     * One snapshot.
     *
     * @param taken the instant of which it is, or when it was begun
     * @param diskBytes how large the disk in it is; 0 while that is not known
     * @param doneBytes of {@code totalBytes}, how much is looked through or copied by now
     * @param fileBytes how much room it takes at its host; 0 until it is ready
     * @param file where it is at its host, null until it is ready, and where it is in no file
     * @param trouble why it failed; null unless it did
     */
    record Snapshot(
            SnapshotId id,
            State state,
            Instant taken,
            long diskBytes,
            long doneBytes,
            long totalBytes,
            long fileBytes,
            @Nullable String file,
            @Nullable String trouble) {
        public Snapshot {
            if (diskBytes < 0 || doneBytes < 0 || totalBytes < doneBytes || fileBytes < 0) {
                throw new IllegalArgumentException(doneBytes + " of " + totalBytes + " bytes");
            }
            if ((state == State.FAILED) != (trouble != null) || (file != null && state != State.READY)) {
                throw new IllegalArgumentException(state + ", " + file + ", " + trouble);
            }
        }

        public static Snapshot taking(SnapshotId id, Instant begun, long diskBytes, long doneBytes, long totalBytes) {
            return new Snapshot(id, State.TAKING, begun, diskBytes, doneBytes, totalBytes, 0, null, null);
        }

        public static Snapshot ready(
                SnapshotId id, Instant taken, long diskBytes, long fileBytes, @Nullable String file) {
            return new Snapshot(id, State.READY, taken, diskBytes, diskBytes, diskBytes, fileBytes, file, null);
        }

        public static Snapshot failed(SnapshotId id, Instant begun, String trouble) {
            return new Snapshot(id, State.FAILED, begun, 0, 0, 0, 0, null, trouble);
        }
    }

    /** What a host says. */
    sealed interface Told {}

    /** Those that were asked for: of {@link #take} the one, of {@link #delete} none any more. */
    record Kept(List<Snapshot> snapshots) implements Told {
        public Kept {
            snapshots = List.copyOf(snapshots);
        }
    }

    /**
     * It does not do that.
     *
     * @param why for people, with what to do where something can be done
     */
    record Unkept(String why) implements Told {}

    /** Those of a host that keeps none. */
    record NoSnapshots(String why) implements VeeSnapshots {
        @Override
        public Told take(SnapshotId snapshot) {
            return new Unkept(why);
        }

        @Override
        public Told list(ServiceId service) {
            return new Kept(List.of());
        }

        @Override
        public Told delete(SnapshotId snapshot) {
            return new Kept(List.of());
        }
    }
}
