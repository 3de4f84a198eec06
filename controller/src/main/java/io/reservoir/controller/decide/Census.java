package io.reservoir.controller.decide;

import io.reservoir.model.vee.Vee;
import io.reservoir.model.vee.VeePhase;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * The VEEs of a component by phase, and what may hinder further ones.
 *
 * @param room how many more VEEs the allowed hosts could take now: a pure function of the situation, asked only if needed
 * @param breakerOpenUntil no launch before that time; in the past where the launch breaker is closed
 * @param recentFailures failed launches that the breaker counts
 */
public record Census(Map<VeePhase, Integer> byPhase, Room room, Instant breakerOpenUntil, int recentFailures) {
    /** Of so many wanted VEEs, how many could be placed. */
    @FunctionalInterface
    public interface Room {
        int of(int wanted);
    }

    /** A component without VEEs and without hindrance. */
    public static final Census EMPTY = new Census(Map.of(), wanted -> wanted, Instant.MIN, 0);

    public static Census of(Collection<Vee> vees, Room room, Instant breakerOpenUntil, int recentFailures) {
        var counts = new EnumMap<VeePhase, Integer>(VeePhase.class);
        vees.forEach(vee -> counts.merge(vee.phase(), 1, Integer::sum));
        return new Census(counts, room, breakerOpenUntil, recentFailures);
    }

    public int of(VeePhase phase) {
        return byPhase.getOrDefault(phase, 0);
    }

    public int owned() {
        return sum(true);
    }

    /** Those that serve or are on their way to it. */
    public int capacity() {
        return sum(false);
    }

    /** Those that are on their way out and would be taken back before any other is started. */
    public int draining() {
        return of(VeePhase.DRAINING);
    }

    private int sum(boolean owned) {
        return byPhase.entrySet().stream()
                .filter(e -> owned ? e.getKey().isOwned() : e.getKey().isCapacity())
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    public boolean isBreakerOpen(Instant now) {
        return now.isBefore(breakerOpenUntil);
    }
}
