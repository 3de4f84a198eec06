package io.reservoir.model.port;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a call at a host ended. "Already so" is {@link Done}. */
public sealed interface Outcome {
    /**
     * It is so, since that time by the host's clock.
     *
     * @param offSince from when on the VEE was off that this call has destroyed, which no later look could tell; null
     *     where it was not off, and for all other verbs
     */
    record Done(Instant at, @Nullable Instant offSince) implements Outcome {
        public Done(Instant at) {
            this(at, null);
        }
    }

    /** Accepted and under way: {@code list} will show when it is so. */
    record InProgress() implements Outcome {}

    /** It was not done and left no effect. */
    record Refused(Refusal why, String detail) implements Outcome {}

    /** Nobody knows whether it took effect: the reply was lost. Only {@code list} can tell. */
    record Lost(String detail) implements Outcome {}

    /** Why a host does not do a thing. */
    enum Refusal {
        /** It has not the room. */
        FULL,
        /** It is at another call about that VEE, or has too much to do: the same may be asked for again in a while. */
        BUSY,
        /** The VEE is not there, or not in a state in which that can be done. */
        WRONG_STATE,
        /** A newer owner has spoken already. */
        STALE_EPOCH,
        /** A domain of that name is there, and it is not ours. */
        NOT_OURS,
        /** The host tried and failed. */
        FAILED,
        /** This host cannot do that at all. */
        UNSUPPORTED
    }
}
