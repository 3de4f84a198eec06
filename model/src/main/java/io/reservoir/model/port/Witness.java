package io.reservoir.model.port;

import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeeState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A host that notes what becomes of its VEEs whether anybody looks or not, and keeps it until it is acknowledged.
 * Calls block until it has answered or given up; they never throw for what it does or fails to do.
 */
public interface Witness {
    /**
     * What was noted behind that number and is not acknowledged, oldest first; not always all of it at once. Null while
     * it cannot be reached.
     */
    @Nullable
    Testimony testimony(long after);

    /**
     * Lets it forget what was noted of each service up to a number, and that number itself. False if it was not told,
     * or keeps another journal by now.
     */
    boolean acknowledge(String journal, Map<ServiceId, Long> through);

    /**
     * Some of what was noted.
     *
     * @param journal where it stands: numbers of another journal mean nothing in this one
     */
    record Testimony(String journal, List<Evidence> evidence) {}

    /**
     * One thing that was noted.
     *
     * @param number counts from 1 without a gap, all services together
     * @param state the state that the VEE came into, null where it left for another host
     * @param size its size since then
     * @param at when, by the host's clock; never before what was noted of that VEE earlier
     */
    record Evidence(long number, VeeId vee, @Nullable VeeState state, Size size, Instant at) {}
}
