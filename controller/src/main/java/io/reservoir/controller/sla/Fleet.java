package io.reservoir.controller.sla;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.plan.Plan;
import io.reservoir.model.plan.Step;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.Verb;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The VEEs of a service by phase, as the entries so far show them. */
final class Fleet {
    private final Map<VeeId, VeePhase> phases = new HashMap<>();
    private final Map<String, Set<String>> stoppedByTenant = new HashMap<>();

    void add(Entry.VeeChanged changed) {
        var vee = changed.vee();
        if (changed.phase() == VeePhase.GONE) {
            phases.remove(vee);
        } else {
            phases.put(vee, changed.phase());
        }
        var stopped = stoppedByTenant.computeIfAbsent(vee.component(), name -> new HashSet<>());
        if (changed.phase() == VeePhase.READY) {
            stopped.remove(vee.replica());
        } else if (Verb.isTold(changed.why())) {
            stopped.add(vee.replica());
        }
    }

    void add(Plan plan) {
        for (var step : plan.steps()) {
            switch (step) {
                case Step.Await await -> phases.put(await.vee(), VeePhase.PENDING);
                case Step.Start start -> phases.put(start.vee(), VeePhase.STARTING);
                case Step.Drain drain -> phases.replace(drain.vee(), VeePhase.DRAINING);
                case Step.Keep keep -> phases.replace(keep.vee(), VeePhase.READY);
                case Step.Stop stop -> phases.replace(stop.vee(), VeePhase.STOPPING);
                case Step.Remove remove -> phases.replace(remove.vee(), VeePhase.STOPPING);
                case Step.Resize unmoved -> {
                    // it serves on
                }
                case Step.Move move -> {
                    // it serves on
                }
            }
        }
    }

    Map<VeeId, VeePhase> phases() {
        return phases;
    }

    /** By component, replicas that the tenant stopped and that have not come up since. */
    Map<String, Set<String>> stopped() {
        return stoppedByTenant;
    }

    /** Goes on from there. */
    void restore(Map<VeeId, VeePhase> newPhases, Map<String, Set<String>> stopped) {
        phases.putAll(newPhases);
        stopped.forEach((component, replicas) -> stoppedByTenant.put(component, new HashSet<>(replicas)));
    }

    int count(String component, VeePhase phase) {
        return (int) phases.entrySet().stream()
                .filter(entry -> entry.getKey().component().equals(component) && entry.getValue() == phase)
                .count();
    }

    /** Replicas that the tenant stopped and that have not come up since. */
    int stoppedByTenant(String component) {
        return stoppedByTenant.getOrDefault(component, Set.of()).size();
    }
}
