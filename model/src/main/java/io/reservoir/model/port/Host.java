package io.reservoir.model.port;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.service.Probe;
import io.reservoir.model.service.Setting;
import io.reservoir.model.service.Size;
import io.reservoir.model.service.VolumeSpec;
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

    /**
     * Ends the VEE at once and forgets it, its disk included. A VEE that is not there is destroyed already; of one that
     * was off the answer says since when.
     */
    Outcome destroy(VeeId vee, IntentId intent, Epoch epoch);

    /** Gives the VEE that many vCPUs and that much memory, running or not. */
    Outcome resize(VeeId vee, Size size, IntentId intent, Epoch epoch);

    /** Bounds what each of the VEE's attachments may use, running or not; a network it is not attached to is refused. */
    Outcome limit(VeeId vee, List<Nic> nics, IntentId intent, Epoch epoch);

    /**
     * Moves a running or paused VEE to another host while it goes on. It may last: {@link #list} shows here that it is
     * under way, and there that it has arrived. What does not arrive stays here as it was.
     */
    Outcome migrate(VeeId vee, Destination to, IntentId intent, Epoch epoch);

    /** Gives up a move that is under way. A VEE that does not move is left as it is. */
    Outcome stay(VeeId vee, IntentId intent, Epoch epoch);

    /**
     * Plugs a volume of its service into the VEE, running or not, and makes it before if the host has none of that name.
     * One that another VEE has, one of another size, and one for which there is no room is refused. A VEE that has
     * volumes which this host alone can see moves nowhere.
     */
    Outcome attach(VeeId vee, VolumeSpec volume, IntentId intent, Epoch epoch);

    /**
     * Takes a volume out of the VEE; what is on it stays. A guest that runs has to let it go: as long as {@link #list}
     * shows it, it has not.
     */
    Outcome detach(VeeId vee, String volume, IntentId intent, Epoch epoch);

    /** Where other hosts send VEEs to that move here; null where none can come. */
    @Nullable
    String door();

    /** All VEEs of ours on this host, by id, or null while it cannot be reached. */
    @Nullable
    List<Sighting> list();

    /**
     * What a VEE is made from.
     *
     * @param image name of an image known at the site, null for an empty disk
     * @param nics its attachments, in the order of its interfaces
     * @param settings what the guest is told; parts that still ask are about this VEE itself, and the host answers them
     * @param ready how the host finds out that the guest is up
     */
    record Definition(
            VeeId vee, Size size, @Nullable String image, List<Nic> nics, List<Setting> settings, Probe ready) {}

    /**
     * An attachment to a network.
     *
     * @param network its name within the service
     * @param ceilingBytesPerSecond what it may use at most in each direction, null where nothing bounds it
     */
    record Nic(String network, @Nullable Long ceilingBytesPerSecond) {}

    /** Another host and its {@link Host#door}. */
    record Destination(HostId host, String door) {}

    /**
     * A VEE as its host sees it.
     *
     * @param since when it came into this state
     * @param booted whether its guest has come up since it was activated, as the probe of its definition says
     * @param epoch the epoch under which it was last changed
     * @param moving whether it is on its way to another host
     * @param attachments what is known of its networks, in the order of its interfaces
     * @param volumes the names of those that it has
     */
    record Sighting(
            VeeId vee,
            VeeState state,
            Size size,
            Instant since,
            boolean booted,
            Epoch epoch,
            boolean moving,
            List<Attachment> attachments,
            List<String> volumes) {}

    /**
     * An interface of a VEE.
     *
     * @param address its IP address, null where the host knows none
     */
    record Attachment(Nic nic, @Nullable String address) {}
}
