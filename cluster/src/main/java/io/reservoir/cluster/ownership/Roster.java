package io.reservoir.cluster.ownership;

import java.util.Collection;
import java.util.List;

/** The names of all nodes that a cluster may have, as its operator wrote them down. */
public record Roster(List<String> names) {
    public Roster {
        names = names.stream().sorted().toList();
        if (names.isEmpty() || names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("a cluster has at least one node, and no two of one name: " + names);
        }
    }

    /** How many nodes of them are more than half. */
    public int majority() {
        return names.size() / 2 + 1;
    }

    /** How many of those names are in it, each counted once. */
    public int count(Collection<String> alive) {
        return (int) names.stream().filter(alive::contains).count();
    }
}
