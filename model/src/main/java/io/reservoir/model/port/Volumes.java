package io.reservoir.model.port;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.vee.VeeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A host that keeps volumes: disks with data of a service that outlive its VEEs. VEEs get and leave them by
 * {@link Host#attach} and {@link Host#detach}; nothing but {@link #delete} takes one away. Until then it takes room of
 * its host, unless other hosts have it too. Calls block until the host has answered or given up; they never throw for
 * what it does or fails to do.
 */
public interface Volumes {
    /** So many volumes can be attached to one VEE. */
    int MOST_AT_ONCE = 8;

    /** The volumes of a service; null while the host cannot be reached. */
    @Nullable
    Listing volumes(ServiceId service);

    /**
     * Takes a volume away with all that is on it. One that is not there is deleted already; one that a VEE has is
     * refused, as is an epoch older than one the host has seen for that service.
     */
    Outcome delete(ServiceId service, String volume, Epoch epoch);

    /** The volumes of a host; of one that keeps none, they say so. */
    static Volumes of(Host host) {
        return host instanceof Volumes volumes ? volumes : new None(host.id() + " keeps no volumes");
    }

    /** What a host says of the volumes of a service. */
    sealed interface Listing {}

    /**
     * They are these.
     *
     * @param volumes by name
     * @param shared whether other hosts have the same ones
     */
    record Kept(List<Volume> volumes, boolean shared) implements Listing {}

    /**
     * It keeps none, whatever the service.
     *
     * @param why for people
     */
    record NoneKept(String why) implements Listing {}

    /**
     * One volume.
     *
     * @param bytes how large the disk is
     * @param vee that has it, null where none of this host has
     */
    record Volume(String name, long bytes, @Nullable VeeId vee) {}

    /** Those of a host that keeps none. */
    record None(String why) implements Volumes {
        @Override
        public Listing volumes(ServiceId service) {
            return new NoneKept(why);
        }

        @Override
        public Outcome delete(ServiceId service, String volume, Epoch epoch) {
            return new Outcome.Refused(Outcome.Refusal.UNSUPPORTED, why);
        }
    }
}
