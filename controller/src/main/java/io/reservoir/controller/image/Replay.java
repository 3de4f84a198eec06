package io.reservoir.controller.image;

import io.reservoir.model.decision.Notice;
import io.reservoir.model.decision.Variable;
import io.reservoir.model.decision.VariableState;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.IntentId;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Step;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What each entry of the ledger does to the image of its service: the only way in which an image changes. */
public final class Replay {
    private final ServiceImage before;
    private final long seq;
    private final Epoch epoch;
    private final Instant at;

    private Lifecycle lifecycle;
    private Entry.@Nullable Submitted manifest;
    private long manifestSeq;
    private SortedMap<VeeId, Vee> vees;
    private SortedSet<VeeId> leaving;
    private SortedMap<VeeId, Instant> proofs;
    private SortedMap<String, Integer> lives;
    private SortedMap<Variable, VariableState> states;
    private SortedMap<IntentId, InFlight> inFlight;
    private SortedMap<String, Breaker> componentBreakers;
    private SortedMap<HostId, Breaker> hostBreakers;
    private SortedMap<HostId, LearnedLimit> hostLimits;
    private SortedMap<VeeId, LearnedLimit> resizeLimits;
    private SortedMap<VeeId, Size> unsupported;
    private SortedMap<VeeId, SortedSet<String>> volumes;
    private SortedMap<VeeId, Instant> undestroyed;
    private SortedMap<VeeId, Instant> moves;
    private @Nullable String policy;

    private Replay(ServiceImage image, Recorded recorded) {
        before = image;
        seq = recorded.seq();
        epoch = recorded.epoch();
        at = recorded.at();
        lifecycle = image.lifecycle();
        manifest = image.manifest();
        manifestSeq = image.manifestSeq();
        vees = image.vees();
        leaving = image.leaving();
        proofs = image.proofs();
        lives = image.lives();
        states = image.states();
        inFlight = image.inFlight();
        componentBreakers = image.componentBreakers();
        hostBreakers = image.hostBreakers();
        hostLimits = image.hostLimits();
        resizeLimits = image.resizeLimits();
        unsupported = image.unsupported();
        volumes = image.volumes();
        undestroyed = image.undestroyed();
        moves = image.moves();
        policy = image.policy();
    }

    /** The image with one more entry in it, which must be the next one. */
    public static ServiceImage apply(ServiceImage image, Recorded recorded) {
        if (recorded.seq() != image.lastSeq() + 1 && !standsForMore(image, recorded)) {
            throw new IllegalStateException("entry " + recorded.seq() + " of " + image.id() + " follows "
                    + image.lastSeq() + ": the ledger has a gap");
        }
        var replay = new Replay(image, recorded);
        replay.play(recorded.entry());
        return replay.image();
    }

    private static boolean standsForMore(ServiceImage image, Recorded recorded) {
        return recorded.entry() instanceof Entry.Pruned && recorded.seq() > image.lastSeq();
    }

    private void play(Entry entry) {
        switch (entry) {
            case Entry.Submitted submitted -> {
                manifest = submitted;
                manifestSeq = seq;
            }
            case Entry.Activated() -> lifecycle = Lifecycle.ACTIVE;
            case Entry.Undeployed() -> {
                lifecycle = Lifecycle.UNDEPLOYED;
                // what the pipeline remembers ends with the deployment: the next one starts from its initial sizes
                states = Collections.emptySortedMap();
            }
            case Entry.Decided decided -> {
                states = new TreeMap<>(states);
                decided.states().forEach(state -> states.put(state.variable(), state));
            }
            case Entry.Planned planned -> play(planned.plan());
            case Entry.Claimed claimed -> {
                inFlight = new TreeMap<>(inFlight);
                inFlight.put(new IntentId(seq), new InFlight(claimed, epoch, at));
                if (claimed.verb() == Verb.MIGRATE) {
                    moves = new TreeMap<>(moves);
                    moves.put(claimed.vee(), at);
                }
            }
            case Entry.Finished finished -> {
                inFlight = new TreeMap<>(inFlight);
                var call = inFlight.remove(finished.intent());
                if (call != null && vees.containsKey(call.claim().vee())) {
                    learn(call.claim(), finished.result());
                }
            }
            case Entry.VeeChanged changed -> play(changed);
            case Entry.Noticed(var notice) -> {
                // told, and nothing else
                if (notice.code() == Notice.Code.CLOCK_PUT_BACK) {
                    putBack();
                }
            }
            case Entry.PolicyInForce inForce -> policy = inForce.hash();
            case Entry.PolicyApplied applied -> policy = applied.hash();
            case Entry.Pruned pruned -> begin(pruned);
        }
    }

    /**
     * What has been so since a time to come is so from now on: else all that waits would wait until the clock is as late
     * again.
     */
    private void putBack() {
        vees = changed(vees, vee -> vee.asSince(past(vee.since())));
        states = changed(
                states,
                state -> new VariableState(
                        state.variable(),
                        state.current(),
                        past(state.results()),
                        past(state.committed()),
                        state.standing()));
        componentBreakers = changed(componentBreakers, breaker -> breaker.openedBy(at));
        hostBreakers = changed(hostBreakers, breaker -> breaker.openedBy(at));
        hostLimits = changed(hostLimits, limit -> limit.learnedBy(at));
        resizeLimits = changed(resizeLimits, limit -> limit.learnedBy(at));
        undestroyed = changed(undestroyed, this::past);
        moves = changed(moves, this::past);
    }

    private static <K, V> SortedMap<K, V> changed(SortedMap<K, V> map, UnaryOperator<V> change) {
        var copy = new TreeMap<>(map);
        copy.replaceAll((key, value) -> change.apply(value));
        return copy;
    }

    private Instant past(Instant time) {
        return time.isAfter(at) ? at : time;
    }

    private List<VariableState.Point> past(List<VariableState.Point> points) {
        return points.stream()
                .map(point -> new VariableState.Point(past(point.from()), point.value()))
                .toList();
    }

    /** All that was there is as if it had never been, but for what outlives an undeployment. */
    private void begin(Entry.Pruned pruned) {
        var nothing = ServiceImage.empty(before.id());
        lifecycle = Lifecycle.UNDEPLOYED;
        manifest = pruned.manifest();
        manifestSeq = pruned.manifestSeq();
        lives = new TreeMap<>(pruned.lives());
        policy = pruned.policy();
        vees = nothing.vees();
        leaving = nothing.leaving();
        proofs = nothing.proofs();
        states = nothing.states();
        inFlight = nothing.inFlight();
        componentBreakers = nothing.componentBreakers();
        hostBreakers = nothing.hostBreakers();
        hostLimits = nothing.hostLimits();
        resizeLimits = nothing.resizeLimits();
        unsupported = nothing.unsupported();
        volumes = nothing.volumes();
        undestroyed = nothing.undestroyed();
        moves = nothing.moves();
    }

    private void play(Plan plan) {
        vees = new TreeMap<>(vees);
        lives = new TreeMap<>(lives);
        for (var step : plan.steps()) {
            var id = step.vee();
            switch (step) {
                case Step.Await await -> vees.put(id, new Vee(id, await.size(), VeePhase.PENDING, null, null, at, seq));
                case Step.Start start -> vees.compute(id, (same, vee) -> started(vee, start));
                case Step.Drain drain -> vees.computeIfPresent(id, (same, vee) -> in(VeePhase.DRAINING, vee));
                case Step.Keep keep -> vees.computeIfPresent(id, (same, vee) -> in(VeePhase.READY, vee));
                case Step.Stop stop -> vees.computeIfPresent(id, (same, vee) -> leaving(vee));
                case Step.Remove remove -> vees.computeIfPresent(id, (same, vee) -> removed(vee));
                case Step.Resize resize -> {
                    // the size changes when the host has changed it
                }
                case Step.Move move -> {
                    // it is at the other host when it has arrived there
                }
            }
            lives.merge(id.replica(), id.incarnation(), Math::max);
        }
    }

    private Vee started(@Nullable Vee vee, Step.Start start) {
        return vee == null
                ? new Vee(start.vee(), start.size(), VeePhase.STARTING, start.host(), null, at, seq)
                : vee.on(start.host()).in(VeePhase.STARTING, vee.state(), at);
    }

    private Vee in(VeePhase phase, Vee vee) {
        return vee.in(phase, vee.state(), at);
    }

    private Vee leaving(Vee vee) {
        leaving = new TreeSet<>(leaving);
        leaving.add(vee.id());
        return in(VeePhase.STOPPING, vee);
    }

    /** What was never placed is gone at once; the rest goes when its host has destroyed it. */
    private @Nullable Vee removed(Vee vee) {
        if (vee.host() == null) {
            return null;
        }
        return vee.phase() == VeePhase.FAILED ? vee : leaving(vee);
    }

    private void play(Entry.VeeChanged changed) {
        var id = changed.vee();
        var vee = vees.get(id);
        var launch = launchOutcome(vee, changed.phase());
        if (launch != null && changed.host() != null) {
            componentBreakers = counted(componentBreakers, id.component(), Breaker.Rule.COMPONENT, launch);
            hostBreakers = counted(hostBreakers, changed.host(), Breaker.Rule.HOST, launch);
        }
        learn(vee, changed);
        prove(vee, changed);
        vees = new TreeMap<>(vees);
        if (changed.phase() == VeePhase.GONE) {
            vees.remove(id);
            leaving = new TreeSet<>(leaving);
            leaving.remove(id);
            resizeLimits = without(resizeLimits, id);
            unsupported = without(unsupported, id);
            volumes = without(volumes, id);
            undestroyed = without(undestroyed, id);
            moves = without(moves, id);
        } else {
            var after = after(vee, changed);
            vees.put(id, after.phase() == VeePhase.STOPPING ? leaving(after) : after);
        }
    }

    /** What is new of state, size or host was told by the host, and so was its time. */
    private void prove(@Nullable Vee vee, Entry.VeeChanged changed) {
        var isOver = changed.phase() == VeePhase.GONE || changed.state() == null;
        var isNew = vee == null
                || changed.state() != vee.state()
                || !changed.size().equals(vee.size())
                || !Objects.equals(changed.host(), vee.host());
        if (isOver ? !proofs.containsKey(changed.vee()) : !isNew) {
            return;
        }
        proofs = new TreeMap<>(proofs);
        if (isOver) {
            proofs.remove(changed.vee());
        } else {
            proofs.put(changed.vee(), changed.since());
        }
    }

    /** A VEE that a host sends back is one that it has no room for; one that it defines is proof of room. */
    private void learn(@Nullable Vee vee, Entry.VeeChanged changed) {
        var host = vee == null ? null : vee.host();
        if (vee == null || host == null || vee.phase() != VeePhase.STARTING) {
            return;
        }
        if (changed.phase() == VeePhase.PENDING) {
            hostLimits = new TreeMap<>(hostLimits);
            hostLimits.compute(host, (same, before) -> LearnedLimit.after(before, vee.size(), at));
        } else if (vee.state() == null && changed.state() == VeeState.DEFINED) {
            hostLimits = without(hostLimits, host);
        }
    }

    /** What the end of a call at a host tells of one of the service's VEEs; leaks are none of them. */
    private void learn(Entry.Claimed claim, Entry.Result result) {
        var isDone = result == Entry.Result.DONE;
        switch (claim.verb()) {
            case RESIZE -> resized(claim, result);
            case DESTROY -> {
                if (isRefused(result)) {
                    undestroyed = new TreeMap<>(undestroyed);
                    undestroyed.put(claim.vee(), at);
                }
            }
            case ATTACH -> {
                if (isDone) {
                    plugged(claim, true);
                }
            }
            case DETACH -> {
                if (isDone) {
                    plugged(claim, false);
                }
            }
            case DEFINE, ACTIVATE, PAUSE, RESUME, SUSPEND, SHUTDOWN, LIMIT, MIGRATE, STAY -> {
                // what changes by them is told of the VEE itself
            }
        }
    }

    private static boolean isRefused(Entry.Result result) {
        return switch (result) {
            case REFUSED, UNSUPPORTED -> true;
            case DONE, ABORTED -> false;
        };
    }

    private void resized(Entry.Claimed resize, Entry.Result result) {
        var vee = resize.vee();
        if (isRefused(result)) {
            resizeLimits = new TreeMap<>(resizeLimits);
            resizeLimits.compute(vee, (same, before) -> LearnedLimit.after(before, resize.size(), at));
        } else {
            resizeLimits = without(resizeLimits, vee);
        }
        if (result == Entry.Result.UNSUPPORTED) {
            unsupported = new TreeMap<>(unsupported);
            unsupported.put(vee, resize.size());
        } else if (result == Entry.Result.DONE) {
            unsupported = without(unsupported, vee);
        }
    }

    private void plugged(Entry.Claimed claim, boolean in) {
        var names = new TreeSet<>(volumes.getOrDefault(claim.vee(), Collections.emptySortedSet()));
        var name = Objects.requireNonNull(claim.volume(), "a volume has a name");
        if (in) {
            names.add(name);
        } else {
            names.remove(name);
        }
        volumes = without(volumes, claim.vee());
        if (!names.isEmpty()) {
            volumes = new TreeMap<>(volumes);
            volumes.put(claim.vee(), Collections.unmodifiableSortedSet(names));
        }
    }

    private static <K, V> SortedMap<K, V> without(SortedMap<K, V> map, K key) {
        if (!map.containsKey(key)) {
            return map;
        }
        var copy = new TreeMap<>(map);
        copy.remove(key);
        return copy;
    }

    private Vee after(@Nullable Vee vee, Entry.VeeChanged changed) {
        return new Vee(
                changed.vee(),
                changed.size(),
                changed.phase(),
                changed.host(),
                changed.state(),
                vee != null && vee.phase() == changed.phase() ? vee.since() : at,
                vee == null ? seq : vee.decidedBy());
    }

    /** True where a launch has come up, false where it failed, null where nothing was being launched. */
    private static @Nullable Boolean launchOutcome(@Nullable Vee vee, VeePhase now) {
        if (vee == null || vee.phase() != VeePhase.STARTING) {
            return null;
        }
        return switch (now) {
            case READY -> Boolean.TRUE;
            case FAILED -> Boolean.FALSE;
            case PENDING, STARTING, DRAINING, HELD, STOPPING, UNKNOWN, GONE -> null;
        };
    }

    private <K extends Comparable<K>> SortedMap<K, Breaker> counted(
            SortedMap<K, Breaker> breakers, K key, Breaker.Rule rule, boolean success) {
        var copy = new TreeMap<>(breakers);
        copy.put(key, breakers.getOrDefault(key, Breaker.closed(rule)).after(success, at));
        return copy;
    }

    private ServiceImage image() {
        return new ServiceImage(
                before.id(),
                seq,
                at,
                lifecycle,
                manifest,
                manifestSeq,
                vees,
                leaving,
                proofs,
                lives,
                states,
                inFlight,
                componentBreakers,
                hostBreakers,
                hostLimits,
                resizeLimits,
                unsupported,
                volumes,
                undestroyed,
                moves,
                policy);
    }
}
