package io.reservoir.controller.simulation;

import io.reservoir.model.decision.Variable;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.plan.Step.Await;
import io.reservoir.model.plan.Step.Drain;
import io.reservoir.model.plan.Step.Keep;
import io.reservoir.model.plan.Step.Move;
import io.reservoir.model.plan.Step.Remove;
import io.reservoir.model.plan.Step.Resize;
import io.reservoir.model.plan.Step.Start;
import io.reservoir.model.plan.Step.Stop;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.Verb;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A service as the raw entries of its ledger tell of it: what the checker believes, made without the controllers' code. */
final class Book {
    final List<Recorded> entries = new ArrayList<>();
    final Map<VeeId, Owned> owned = new TreeMap<>();
    final Map<Long, Claim> claims = new TreeMap<>();
    private final Map<VeeId, Instant> drainingSince = new HashMap<>();
    final Map<String, Double> replicas = new HashMap<>();
    final Map<String, Double> memory = new HashMap<>();
    String lifecycle = "defined";
    String manifest = "";

    /** A VEE that is on the books. */
    record Owned(VeePhase phase, @Nullable HostId host, Size size) {}

    /** A call that was claimed, and how it ended: null while it has not. */
    record Claim(Recorded recorded, Entry.Claimed claimed, Entry.@Nullable Result result) {}

    Epoch epoch() {
        return entries.isEmpty() ? new Epoch(0) : entries.getLast().epoch();
    }

    long openClaims() {
        return claims.values().stream().filter(claim -> claim.result == null).count();
    }

    long count(String component) {
        return owned.keySet().stream()
                .filter(vee -> vee.component().equals(component))
                .count();
    }

    long count(String component, VeePhase phase) {
        return owned.entrySet().stream()
                .filter(vee -> vee.getKey().component().equals(component)
                        && vee.getValue().phase() == phase)
                .count();
    }

    /** Takes in the next entry, and holds it to what is lawful. */
    void add(Recorded recorded, Instant now, Checker checker) {
        if (recorded.seq() != entries.size() + 1) {
            throw new Broken(
                    "no gap in a ledger", recorded.service() + " " + recorded.seq() + " follows " + entries.size());
        }
        if (recorded.epoch().compareTo(epoch()) < 0) {
            throw new Broken("no older epoch writes after a newer one", recorded.toString());
        }
        entries.add(recorded);
        switch (recorded.entry()) {
            case Entry.Activated() -> lifecycle = "active";
            case Entry.Undeployed() -> {
                lifecycle = "undeployed";
                replicas.clear();
                memory.clear();
            }
            case Entry.Decided decided ->
                decided.states().forEach(state -> {
                    if (state.variable().kind() == Variable.Kind.REPLICAS) {
                        var before = replicas.put(state.variable().component(), state.current());
                        if (before != null && state.current() < before) {
                            checker.scaledIn(recorded, state.variable().component(), now);
                        }
                    } else if (state.variable().kind() == Variable.Kind.MEMORY) {
                        memory.put(state.variable().component(), state.current());
                    }
                });
            case Entry.Planned planned -> planned.plan().steps().forEach(step -> planned(step, recorded, checker));
            case Entry.Claimed claimed -> claimed(recorded, claimed);
            case Entry.Finished finished -> {
                finished(finished);
                if (finished.result() != Entry.Result.DONE) {
                    checker.endedWithout(recorded.service(), finished.intent().claimedAt(), finished);
                }
            }
            case Entry.VeeChanged changed -> {
                if (changed.phase() == VeePhase.GONE) {
                    owned.remove(changed.vee());
                } else {
                    owned.put(changed.vee(), new Owned(changed.phase(), changed.host(), changed.size()));
                }
            }
            case Entry.Submitted submitted -> manifest = submitted.text();
            case Entry.Noticed noticed -> {}
            case Entry.PolicyInForce inForce -> {}
            case Entry.PolicyApplied applied -> {}
            case Entry.Pruned pruned -> throw new Broken("nothing is pruned but by order", recorded.toString());
        }
    }

    private void planned(io.reservoir.model.plan.Step step, Recorded recorded, Checker checker) {
        switch (step) {
            case Await await -> owned.put(await.vee(), new Owned(VeePhase.PENDING, null, await.size()));
            case Start start -> owned.put(start.vee(), new Owned(VeePhase.STARTING, start.host(), start.size()));
            case Drain drain -> {
                in(VeePhase.DRAINING, drain.vee());
                drainingSince.put(drain.vee(), recorded.at());
            }
            case Keep keep -> in(VeePhase.READY, keep.vee());
            case Stop stop -> {
                if (lifecycle.equals("active") && Workload.drains(recorded.service())) {
                    checker.stopped(recorded, stop.vee(), owned.get(stop.vee()), drainingSince.get(stop.vee()));
                }
                in(VeePhase.STOPPING, stop.vee());
            }
            case Remove remove ->
                owned.computeIfPresent(
                        remove.vee(),
                        (vee, was) -> was.host == null
                                ? null
                                : was.phase == VeePhase.FAILED
                                        ? was
                                        : new Owned(VeePhase.STOPPING, was.host, was.size));
            case Resize resize -> {}
            case Move move -> {}
        }
    }

    private void in(VeePhase phase, VeeId id) {
        owned.computeIfPresent(id, (vee, was) -> new Owned(phase, was.host, was.size));
    }

    private void claimed(Recorded recorded, Entry.Claimed claimed) {
        for (var other : claims.values()) {
            var givesUp = claimed.verb() == Verb.STAY && other.claimed.verb() == Verb.MIGRATE;
            if (other.result == null
                    && !givesUp
                    && other.claimed.vee().equals(claimed.vee())
                    && other.claimed.host().equals(claimed.host())) {
                throw new Broken(
                        "one call at a time for a VEE", recorded + " while " + other.recorded + " is in flight");
            }
        }
        claims.put(recorded.seq(), new Claim(recorded, claimed, null));
    }

    private void finished(Entry.Finished finished) {
        var claim = claims.get(finished.intent().claimedAt());
        if (claim == null || claim.result != null) {
            throw new Broken("each claim is finished once", finished + ", the claim being " + claim);
        }
        claims.put(finished.intent().claimedAt(), new Claim(claim.recorded, claim.claimed, finished.result()));
    }
}
