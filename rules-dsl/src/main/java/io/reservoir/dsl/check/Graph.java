package io.reservoir.dsl.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who depends on whom. */
final class Graph<N> {
    private final Map<N, Set<N>> edges = new LinkedHashMap<>();

    void add(N from, N to) {
        edges.computeIfAbsent(from, n -> new LinkedHashSet<>()).add(to);
    }

    /** The nodes of a shortest way from one to the other, both included; null where there is none. */
    @Nullable
    List<N> path(N from, N to) {
        var cameFrom = new HashMap<N, N>();
        var queue = new ArrayDeque<N>();
        queue.add(from);
        cameFrom.put(from, from);
        while (!queue.isEmpty()) {
            var node = queue.remove();
            if (node.equals(to)) {
                return backwards(cameFrom, from, to);
            }
            for (var next : edges.getOrDefault(node, Set.of())) {
                if (cameFrom.putIfAbsent(next, node) == null) {
                    queue.add(next);
                }
            }
        }
        return null;
    }

    /** All nodes to which a way of at least one step leads. */
    Set<N> reachable(N from) {
        var reached = new LinkedHashSet<N>();
        var waiting = new ArrayDeque<>(edges.getOrDefault(from, Set.of()));
        while (!waiting.isEmpty()) {
            var node = waiting.remove();
            if (reached.add(node)) {
                edges.getOrDefault(node, Set.of()).stream()
                        .filter(next -> !reached.contains(next))
                        .forEach(waiting::add);
            }
        }
        return reached;
    }

    private static <N> List<N> backwards(Map<N, N> cameFrom, N from, N to) {
        var path = new ArrayList<N>();
        path.add(to);
        for (var node = to; !node.equals(from); ) {
            var previous = cameFrom.get(node);
            if (previous == null) {
                break;
            }
            path.addFirst(previous);
            node = previous;
        }
        return path;
    }

    /** A circle as an author follows it, from the first node of the path round to itself. */
    static <N> String printed(List<N> path) {
        var round = new ArrayList<>(path);
        round.add(path.getFirst());
        return round.stream().map(n -> "`" + n + "`").collect(Collectors.joining(" → "));
    }
}
