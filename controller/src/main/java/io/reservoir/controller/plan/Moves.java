package io.reservoir.controller.plan;

import io.reservoir.model.plan.Reason;
import io.reservoir.model.plan.Step;
import io.reservoir.model.service.Component;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.site.HostId;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeePhase;
import io.reservoir.model.vee.VeeState;
import io.reservoir.model.vee.Verb;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which VEE of a component should go on at another host: one that runs where it no longer may, one whose host is to be
 * left, or one on the host that is taken most. One at a time, and none again within {@link #PAUSE}, however its move
 * ended.
 */
final class Moves {
    static final Duration PAUSE = Duration.ofMinutes(10);

    private final Situation situation;
    private final Placement placement;
    private final Component component;
    private final Target target;
    private final Map<HostId, HostCapacity> hosts = new TreeMap<>();

    private Moves(Situation situation, Placement placement, Component component, Target target) {
        this.situation = situation;
        this.placement = placement;
        this.component = component;
        this.target = target;
        situation.hosts().forEach(host -> hosts.put(host.host(), host));
    }

    /** The move that is due; {@code notes} is told of one for which there is no room. */
    static Optional<Step> step(
            Situation situation, Placement placement, Component component, Target target, List<String> notes) {
        var moves = new Moves(situation, placement, component, target);
        return moves.isAnyUnderWay() ? Optional.empty() : moves.first(notes);
    }

    private boolean isAnyUnderWay() {
        return situation.image().inFlight().values().stream()
                .anyMatch(call -> call.claim().verb() == Verb.MIGRATE
                        && call.claim().vee().component().equals(component.name()));
    }

    private Optional<Step> first(List<String> notes) {
        var movable = situation.image().veesOf(component.name()).stream()
                .filter(this::isMovable)
                .sorted(Comparator.<Vee>comparingDouble(vee -> -load(vee)).thenComparing(Vee::id))
                .toList();
        for (var vee : movable) {
            var reason = forbidden(vee);
            if (reason == null) {
                reason = toBeLeft(vee);
            }
            if (reason != null) {
                var to = placement.placeMoved(component, vee, target.replicas(), host -> true);
                if (to != null) {
                    return Optional.of(new Step.Move(vee.id(), to, reason));
                }
                notes.add(vee.id().replica() + " should leave " + vee.host() + ", and no allowed host has room");
            }
        }
        var relief = relief();
        return relief == null || movable.isEmpty() || movedLately()
                ? Optional.empty()
                : relieved(movable.getFirst(), relief);
    }

    /** A guest that serves can go on elsewhere; what still boots is as well started anew. */
    private boolean isMovable(Vee vee) {
        return vee.phase() == VeePhase.READY
                && vee.state() == VeeState.ACTIVE
                && vee.host() != null
                && hosts.containsKey(vee.host())
                && !situation.image().isInFlight(vee.id())
                && !movedLately(vee);
    }

    private boolean movedLately(Vee vee) {
        var last = situation.image().moves().get(vee.id());
        return last != null && situation.now().isBefore(last.plus(PAUSE));
    }

    private boolean movedLately() {
        return situation.image().veesOf(component.name()).stream().anyMatch(this::movedLately);
    }

    /** Why it may not be where it is, null where it may. */
    private @Nullable Reason forbidden(Vee vee) {
        var domain = host(vee).domain();
        return component.deploy().allows(domain)
                ? null
                : new Reason(
                        "it runs in " + domain + ", where " + component.name() + " may not run",
                        target.reason().source());
    }

    private @Nullable Reason toBeLeft(Vee vee) {
        return target.departures().stream()
                .filter(departure ->
                        departure.host() != null && departure.host().equals(vee.host()))
                .map(Target.Departure::reason)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Reason relief() {
        return target.departures().stream()
                .filter(departure -> departure.host() == null)
                .map(Target.Departure::reason)
                .findFirst()
                .orElse(null);
    }

    /** A move pays if the host that it leads to is taken less with the VEE on it than the other one is now. */
    private Optional<Step> relieved(Vee vee, Reason reason) {
        var now = load(vee);
        var to = placement.placeMoved(
                component,
                vee,
                target.replicas(),
                host -> load(host, host.taken().vcpus() + vee.size().vcpus()) < now);
        return to == null ? Optional.empty() : Optional.of(new Step.Move(vee.id(), to, reason));
    }

    private double load(Vee vee) {
        var host = host(vee);
        return load(host, host.taken().vcpus());
    }

    private static double load(HostCapacity host, int taken) {
        return (double) taken / Math.max(1, host.total().vcpus());
    }

    private HostCapacity host(Vee vee) {
        var host = vee.host() == null ? null : hosts.get(vee.host());
        if (host == null) {
            throw new IllegalStateException(vee.id() + " is on no host that answers");
        }
        return host;
    }
}
