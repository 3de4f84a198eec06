package io.reservoir.controller.image;

import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.service.ServiceId;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of a service: an immutable fold over its ledger, made by {@link Replay} alone.
 *
 * @param lastSeq sequence number of the last entry that is in it, 0 for none
 * @param lastAt time of that entry
 * @param manifest the manifest in force, null before the first one
 * @param manifestSeq sequence number of its entry: the version of the rule set
 * @param vees those that are owned
 * @param leaving those of them that were told to go off: they stay on their way out, whatever is heard of them meanwhile
 * @param proofs since when each of them is in its state, of its size and at its host, by the word of that host
 * @param lives the latest incarnation of each replica that ever was, by {@link VeeId#replica}
 * @param inFlight calls that were claimed and are not finished
 * @param hostLimits what hosts had no room for, by their own word
 * @param resizeLimits sizes that VEEs could not be brought to
 * @param unsupported sizes that VEEs cannot be brought to as they run, by the word of their hosts: each the last one asked for
 * @param volumes names of those that VEEs have, none of which has none
 * @param undestroyed when hosts last refused to destroy VEEs that are still there
 * @param moves when each VEE that is still there was last told to move
 * @param policy hash of the policy in force, null before the first one
 */
public record ServiceImage(
        ServiceId id,
        long lastSeq,
        Instant lastAt,
        Lifecycle lifecycle,
        Entry.@Nullable Submitted manifest,
        long manifestSeq,
        SortedMap<VeeId, Vee> vees,
        SortedSet<VeeId> leaving,
        SortedMap<VeeId, Instant> proofs,
        SortedMap<String, Integer> lives,
        SortedMap<Variable, VariableState> states,
        SortedMap<IntentId, InFlight> inFlight,
        SortedMap<String, Breaker> componentBreakers,
        SortedMap<HostId, Breaker> hostBreakers,
        SortedMap<HostId, LearnedLimit> hostLimits,
        SortedMap<VeeId, LearnedLimit> resizeLimits,
        SortedMap<VeeId, Size> unsupported,
        SortedMap<VeeId, SortedSet<String>> volumes,
        SortedMap<VeeId, Instant> undestroyed,
        SortedMap<VeeId, Instant> moves,
        @Nullable String policy) {

    public ServiceImage {
        vees = Collections.unmodifiableSortedMap(vees);
        leaving = Collections.unmodifiableSortedSet(leaving);
        proofs = Collections.unmodifiableSortedMap(proofs);
        lives = Collections.unmodifiableSortedMap(lives);
        states = Collections.unmodifiableSortedMap(states);
        inFlight = Collections.unmodifiableSortedMap(inFlight);
        componentBreakers = Collections.unmodifiableSortedMap(componentBreakers);
        hostBreakers = Collections.unmodifiableSortedMap(hostBreakers);
        hostLimits = Collections.unmodifiableSortedMap(hostLimits);
        resizeLimits = Collections.unmodifiableSortedMap(resizeLimits);
        unsupported = Collections.unmodifiableSortedMap(unsupported);
        volumes = Collections.unmodifiableSortedMap(volumes);
        undestroyed = Collections.unmodifiableSortedMap(undestroyed);
        moves = Collections.unmodifiableSortedMap(moves);
    }

    public static ServiceImage empty(ServiceId id) {
        return new ServiceImage(
                id,
                0,
                Instant.EPOCH,
                Lifecycle.DEFINED,
                null,
                0,
                Collections.emptySortedMap(),
                Collections.emptySortedSet(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                Collections.emptySortedMap(),
                null);
    }

    /**
     * True if something in it lies further in the future than clocks of nodes may differ: somebody has put a clock back since,
     * or a node before had a wrong one.
     */
    public boolean isAheadOf(Instant now) {
        var latest = now.plus(Reading.MOST_AHEAD);
        return lastAt.isAfter(latest)
                || vees.values().stream().anyMatch(vee -> vee.since().isAfter(latest))
                || states.values().stream().anyMatch(state -> isAfter(latest, state))
                || Stream.of(componentBreakers, hostBreakers)
                        .flatMap(breakers -> breakers.values().stream())
                        .anyMatch(breaker -> !breaker.openedBy(latest).equals(breaker))
                || Stream.of(hostLimits, resizeLimits)
                        .flatMap(limits -> limits.values().stream())
                        .anyMatch(limit -> !limit.learnedBy(latest).equals(limit))
                || Stream.of(undestroyed, moves)
                        .flatMap(times -> times.values().stream())
                        .anyMatch(latest::isBefore);
    }

    private static boolean isAfter(Instant latest, VariableState state) {
        return Stream.of(state.results(), state.committed())
                .flatMap(List::stream)
                .anyMatch(point -> point.from().isAfter(latest));
    }

    public List<Vee> veesOf(String component) {
        return vees.values().stream()
                .filter(vee -> vee.id().component().equals(component))
                .toList();
    }

    /** True while a call at a host for that VEE is claimed and not finished. */
    public boolean isInFlight(VeeId vee) {
        return inFlight.values().stream().anyMatch(call -> call.claim().vee().equals(vee));
    }

    /** True while a call at a host about that volume is claimed and not finished. */
    public boolean isInFlight(String volume) {
        return inFlight.values().stream()
                .anyMatch(call -> volume.equals(call.claim().volume()));
    }
}
