package io.reservoir.controller.node;

import io.reservoir.model.decision.Evaluation;
import io.reservoir.model.reading.Value;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The global scale-in hold: on once more than half of all services, and at least two, turned unknown within
 * {@link #AT_ONCE}; off once no more than a quarter are unknown. A service counts from when it was first known. Any
 * thread may ask and tell.
 */
public final class Blackout {
    static final Duration AT_ONCE = Duration.ofMinutes(5);

    private static final Logger LOG = LoggerFactory.getLogger(Blackout.class);
    private static final int FEWEST = 2;

    private final Map<ServiceId, Instant> blindSince = new HashMap<>();
    private final Map<ServiceId, Instant> seeingSince = new HashMap<>();
    private @Nullable Instant since;

    /** How a service stands, for the one that takes it over: null where it never was known. */
    record Sight(boolean isKnown, Instant since) {}

    /** True if the value of every statement is known that could be in force. */
    static boolean isKnown(Evaluation evaluation) {
        return evaluation.candidates().stream()
                .noneMatch(candidate -> candidate.active() instanceof Value.Unknown
                        || (candidate.active() instanceof Value.Known(var holds)
                                && holds != 0
                                && candidate.raw() instanceof Value.Unknown));
    }

    /** Takes in how a service's evaluation came out. */
    synchronized void told(ServiceId service, boolean isKnown, Instant now) {
        if (isKnown) {
            if (blindSince.remove(service) != null || !seeingSince.containsKey(service)) {
                seeingSince.put(service, now);
                release();
            }
        } else if (seeingSince.remove(service) != null) {
            blindSince.put(service, now);
            trip(now);
        }
    }

    /** The service does not count any more. */
    synchronized void forget(ServiceId service) {
        seeingSince.remove(service);
        if (blindSince.remove(service) != null) {
            release();
        }
    }

    /** Why nothing shrinks at present, null where nothing forbids it. */
    synchronized @Nullable String why() {
        return since == null ? null : "more than half of all services turned unknown at once, by " + since;
    }

    synchronized @Nullable Instant since() {
        return since;
    }

    synchronized @Nullable Sight sight(ServiceId service) {
        var blind = blindSince.get(service);
        var seeing = seeingSince.get(service);
        return blind != null ? new Sight(false, blind) : seeing != null ? new Sight(true, seeing) : null;
    }

    /** Goes on from how things stood at another node; a hold that is on there is on here. */
    synchronized void restore(ServiceId service, @Nullable Sight sight, @Nullable Instant heldSince) {
        seeingSince.remove(service);
        blindSince.remove(service);
        if (sight != null) {
            (sight.isKnown ? seeingSince : blindSince).put(service, sight.since);
        }
        if (heldSince != null && (since == null || heldSince.isBefore(since))) {
            since = heldSince;
        }
    }

    private void trip(Instant now) {
        var all = blindSince.size() + seeingSince.size();
        if (since != null || blindSince.size() < FEWEST || 2 * blindSince.size() <= all) {
            return;
        }
        var start = now.minus(AT_ONCE);
        var atOnce = blindSince.values().stream().filter(start::isBefore).count();
        if (atOnce >= FEWEST && 2 * atOnce > all) {
            since = now;
            LOG.warn("global scale-in hold: {} of {} services turned unknown within {}", atOnce, all, AT_ONCE);
        }
    }

    private void release() {
        var all = blindSince.size() + seeingSince.size();
        if (since != null && 4 * blindSince.size() <= all) {
            since = null;
            LOG.info("global scale-in hold is over: {} of {} services are unknown", blindSince.size(), all);
        }
    }
}
