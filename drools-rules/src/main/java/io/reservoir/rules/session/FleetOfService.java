package io.reservoir.rules.session;

import io.reservoir.rules.window.Replicas;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The latest view of a service's fleet, as its windows look at it. */
final class FleetOfService {
    private final Map<String, Replicas> replicas = new HashMap<>();
    private FleetView view = FleetView.UNKNOWN;

    void update(FleetView next) {
        var former = view;
        view = next;
        replicas.forEach((component, known) -> {
            var ready = readyIn(next, component);
            if (!ready.equals(readyIn(former, component))) {
                known.ready(ready);
            }
        });
    }

    FleetView view() {
        return view;
    }

    FleetView.@Nullable Tier tier(String component) {
        return view.tiers().get(component);
    }

    /** The ready replicas of a component, followed from now on. */
    Replicas replicas(String component) {
        return replicas.computeIfAbsent(component, name -> {
            var followed = new Replicas(name);
            followed.ready(readyIn(view, name));
            return followed;
        });
    }

    String unknown(String component) {
        return "the replicas of " + component + " are not known yet";
    }

    private static Map<Integer, Instant> readyIn(FleetView view, String component) {
        var tier = view.tiers().get(component);
        return tier == null ? Map.of() : tier.readySince();
    }
}
