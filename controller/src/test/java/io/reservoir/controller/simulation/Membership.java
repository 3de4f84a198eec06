package io.reservoir.controller.simulation;

import io.reservoir.model.site.NodeAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Which nodes see each other: one that has died is gone at once, one that is not heard of for a while is thought to be.
 * Each node has a view of its own, and they differ.
 */
final class Membership {
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final World world;
    private final Map<String, Map<NodeAddress, Instant>> heard = new TreeMap<>();
    private final Map<String, Runnable> listeners = new HashMap<>();

    Membership(World world) {
        this.world = world;
    }

    void begin() {
        world.events().in(HEARTBEAT, this::beat);
    }

    private void beat() {
        for (var hearer : world.controllers()) {
            var life = hearer.life();
            if (life != null && !life.isFrozen()) {
                for (var other : world.controllers()) {
                    hear(hearer, other);
                }
                forget(
                        hearer.name(),
                        at -> at.plus(PATIENCE).isBefore(world.events().instant()));
            }
        }
        world.events().in(HEARTBEAT, this::beat);
    }

    private void hear(Controller hearer, Controller other) {
        var address = other.address();
        var life = other.life();
        if (other != hearer
                && address != null
                && life != null
                && !life.isFrozen()
                && world.network().delivers(other.name(), hearer.name())
                && world.network().delivers(hearer.name(), other.name())) {
            var before = heard.computeIfAbsent(hearer.name(), name -> new TreeMap<>(ORDER))
                    .put(address, world.events().instant());
            if (before == null) {
                changed(hearer.name());
            }
        }
    }

    private static final java.util.Comparator<NodeAddress> ORDER = java.util.Comparator.comparing(NodeAddress::node);

    private void forget(String hearer, Predicate<Instant> isOver) {
        var seen = heard.get(hearer);
        if (seen != null && seen.values().removeIf(isOver)) {
            changed(hearer);
        }
    }

    /** The process is gone, and whoever reaches its machine knows. */
    void gone(String name, NodeAddress address) {
        heard.remove(name);
        listeners.remove(name);
        world.events()
                .in(
                        Duration.ofMillis(400),
                        () -> heard.forEach((hearer, seen) -> {
                            if (world.network().delivers(name, hearer) && seen.remove(address) != null) {
                                changed(hearer);
                            }
                        }));
    }

    private void changed(String hearer) {
        var listener = listeners.get(hearer);
        if (listener != null) {
            listener.run();
        }
    }

    /** As one process sees it. */
    io.reservoir.cluster.ownership.Membership seenBy(String name, NodeAddress self) {
        return new io.reservoir.cluster.ownership.Membership() {
            @Override
            public List<NodeAddress> members() {
                var members = new ArrayList<NodeAddress>();
                members.add(self);
                members.addAll(heard.getOrDefault(name, Map.of()).keySet());
                return members;
            }

            @Override
            public void whenChanged(Runnable listener) {
                listeners.put(name, listener);
            }

            @Override
            public void close() {}
        };
    }
}
