package io.reservoir.libvirt.verb;

import io.reservoir.libvirt.binding.Fault;
import io.reservoir.libvirt.binding.Session;
import io.reservoir.model.port.VeeSnapshots.Snapshot;
import io.reservoir.model.port.VeeSnapshots.SnapshotId;
import io.reservoir.model.vee.VeeId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a host keeps copies of its VEEs' disks. What is begun bears a sign of that until it is complete. */
public interface SnapshotStore {
    /**
     * One that is there, or was begun.
     *
     * @param file the name of its file
     */
    record Copy(SnapshotId id, Instant taken, String file, boolean isComplete) {}

    /** What a VEE's disk is: where, how large, and how much room a copy takes at most. */
    record Source(String path, long diskBytes, long copyBytes) {}

    /** All of them, as this libvirt knows them. */
    List<Copy> copies(Session session) throws Fault;

    /** Lets libvirt look for what others have taken away. */
    void refresh(Session session) throws Fault;

    /** A complete one; null where it has gone. */
    @Nullable
    Snapshot ready(Session session, Copy copy) throws Fault;

    /** The disk of a VEE; null where it has none. */
    @Nullable
    Source source(Session session, VeeId vee) throws Fault;

    /** Notes that one is begun; {@link NotDone} where there is no room for it. */
    Copy begin(Session session, SnapshotId id, Instant taken, Source source) throws Fault, NotDone;

    /** Makes its file, an empty disk of that size, and says where. */
    String empty(Session session, Copy copy, long diskBytes) throws Fault;

    /** Makes its file out of the disk of a VEE that is off, and returns when it is copied. */
    void fill(Session session, Copy copy, long diskBytes) throws Fault;

    /** How much room its file takes by now. */
    long bytes(Session session, Copy copy) throws Fault;

    /** Says that it is complete; false where its file has gone. */
    boolean complete(Session session, Copy copy) throws Fault;

    /** Takes it away, whether it is complete or not. */
    void remove(Session session, Copy copy) throws Fault;
}
