package io.reservoir.controller.plan;

import io.reservoir.model.service.Component;
import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeeId;
import io.reservoir.model.vee.VeePhase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom to stop: what was never placed, then what still starts, then what cannot have the wanted size, then what runs
 * where it no longer may, then what policy prefers, then by the manifest's {@code victim by}, where what is unknown goes
 * last, then where most replicas stand together, then the youngest.
 */
final class Victims {
    private Victims() {}

    static List<Vee> of(Situation situation, Component component, int count, Misfits misfits, List<String> firstToGo) {
        var left = new ArrayList<>(situation.image().veesOf(component.name()).stream()
                .filter(vee -> vee.phase().isCapacity())
                .filter(vee -> !situation.image().isInFlight(vee.id()))
                .toList());
        var misplaced = left.stream()
                .filter(vee -> !situation.allows(component, vee))
                .map(Vee::id)
                .collect(Collectors.toSet());
        var victims = new ArrayList<Vee>();
        while (victims.size() < count && !left.isEmpty()) {
            var victim = left.stream()
                    .min(order(situation, left, component, misplaced, misfits, firstToGo))
                    .orElseThrow();
            left.remove(victim);
            victims.add(victim);
        }
        return victims;
    }

    private static Comparator<Vee> order(
            Situation situation,
            List<Vee> all,
            Component component,
            Set<VeeId> misplaced,
            Misfits misfits,
            List<String> firstToGo) {
        return Comparator.<Vee>comparingInt(vee -> rank(vee.phase()))
                .thenComparing(vee -> !misfits.contains(vee))
                .thenComparing(vee -> !misplaced.contains(vee.id()))
                .thenComparing(vee -> !isPreferred(vee, firstToGo))
                .thenComparing(vee -> value(situation, vee, component), byValue(component))
                .thenComparingLong(vee -> -neighbours(all, vee))
                .thenComparing(Comparator.comparingLong(Vee::decidedBy).reversed())
                .thenComparing(Vee::id, Comparator.reverseOrder());
    }

    /** By how much of the manifest's metric a VEE has, null where that is unknown or does not matter. */
    static @Nullable Double value(Situation situation, Vee vee, Component component) {
        var rule = component.victim();
        var sample = rule == null ? null : situation.replicaValues().sample(vee, rule.metric());
        return sample == null ? null : sample.value();
    }

    private static Comparator<@Nullable Double> byValue(Component component) {
        var rule = component.victim();
        Comparator<Double> order =
                rule != null && rule.greatestFirst() ? Comparator.reverseOrder() : Comparator.naturalOrder();
        return Comparator.nullsLast(order);
    }

    private static int rank(VeePhase phase) {
        return switch (phase) {
            case PENDING -> 0;
            case STARTING -> 1;
            case READY, DRAINING, HELD, STOPPING, FAILED, UNKNOWN, GONE -> 2;
        };
    }

    private static boolean isPreferred(Vee vee, List<String> firstToGo) {
        var host = vee.host();
        return host != null && firstToGo.contains(host.name());
    }

    private static long neighbours(List<Vee> all, Vee vee) {
        var host = vee.host();
        return host == null
                ? 0
                : all.stream().filter(v -> host.equals(v.host())).count();
    }
}
