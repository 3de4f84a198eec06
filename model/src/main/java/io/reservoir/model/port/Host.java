package io.reservoir.model.port;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host of VEEs. Calls block until the host has answered or given up; they never throw for what the host does or
 * fails to do.
 *
 * <p>Every verb that changes something names the intent that asks for it and the epoch of its owner. It is
 * idempotent: what is so already is {@link Outcome.Done}. An epoch older than one the host has seen for that service
 * is refused. Domains that carry no mark of ours are never listed and never touched.
 */
public interface Host {
    HostId id();

    /** What it holds now, or null while it cannot be reached. */
    @Nullable
    HostCapacity capacity();

    /** Makes the VEE known to the host and reserves its room; it does not run yet. */
    Outcome define(Definition definition, IntentId intent, Epoch epoch);

    /** Lets a defined or shut-off VEE run. Whether its guest has booted is seen by {@link #list}. */
    Outcome activate(VeeId vee, IntentId intent, Epoch epoch);

    /** Stops the VEE's CPUs; its memory stays. */
    Outcome pause(VeeId vee, IntentId intent, Epoch epoch);

    /** Lets a paused or suspended VEE run again. */
    Outcome resume(VeeId vee, IntentId intent, Epoch epoch);

    /** Stops the VEE and keeps its memory on disk. */
    Outcome suspend(VeeId vee, IntentId intent, Epoch epoch);

    /** Asks the guest to go off; {@link #list} shows when it has. */
    Outcome shutdown(VeeId vee, IntentId intent, Epoch epoch);

    /** Ends the VEE at once and forgets it, its disk included. A VEE that is not there is destroyed already. */
    Outcome destroy(VeeId vee, IntentId intent, Epoch epoch);

    /** Gives the VEE that many vCPUs and that much memory, running or not. */
    Outcome resize(VeeId vee, Size size, IntentId intent, Epoch epoch);

    /** All VEEs of ours on this host, by id, or null while it cannot be reached. */
    @Nullable
    List<Sighting> list();

    /**
     * What a VEE is made from.
     *
     * @param image name of an image known at the site, null for an empty disk
     */
    record Definition(VeeId vee, Size size, @Nullable String image, List<String> networks) {}

    /**
     * A VEE as its host sees it.
     *
     * @param since when it came into this state
     * @param booted whether its guest is up
     * @param epoch the epoch under which it was last changed
     */
    record Sighting(VeeId vee, VeeState state, Size size, Instant since, boolean booted, Epoch epoch) {}
}
