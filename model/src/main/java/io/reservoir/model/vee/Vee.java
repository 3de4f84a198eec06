package io.reservoir.model.vee;

import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One VEE as its controller knows it.
 *
 * @param host where it was placed, null while it is pending
 * @param state the last state its host reported, null before it was defined
 * @param since when it came into this phase
 * @param decidedBy the sequence number of the ledger entry whose plan brought it into being
 */
public record Vee(
        VeeId id,
        Size size,
        VeePhase phase,
        @Nullable HostId host,
        @Nullable VeeState state,
        Instant since,
        long decidedBy) {

    public Vee in(VeePhase newPhase, @Nullable VeeState newState, Instant at) {
        return new Vee(id, size, newPhase, host, newState, newPhase == phase ? since : at, decidedBy);
    }

    /** The same, in its phase since another time. */
    public Vee asSince(Instant time) {
        return new Vee(id, size, phase, host, state, time, decidedBy);
    }

    public Vee of(Size newSize) {
        return new Vee(id, newSize, phase, host, state, since, decidedBy);
    }

    public Vee on(HostId newHost) {
        return new Vee(id, size, phase, newHost, state, since, decidedBy);
    }
}
