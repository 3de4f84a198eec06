package io.reservoir.controller.lab;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which place of a balancer stands for which VEE. Places are numbered from 1; the order of {@link Change}s matters.
 * Not safe for several threads.
 */
final class Slots {
    private final int count;
    private final Map<Integer, Backend> taken = new TreeMap<>();

    /** What the balancer has to be told. */
    sealed interface Change {
        int slot();

        /** The place stands for that VEE from now on, and gets requests once its health page says that it is well. */
        record Serve(int slot, Backend backend) implements Change {}

        /** No new requests; those that are there are finished. */
        record Drain(int slot) implements Change {}

        /** It stands for nobody. */
        record Clear(int slot) implements Change {}
    }

    Slots(int count) {
        this.count = count;
    }

    /** What changes so that these are the backends; one that finds no free place waits for the next time. */
    List<Change> follow(Collection<Backend> wanted) {
        var byVee = wanted.stream().collect(Collectors.toMap(Backend::vee, Function.identity()));
        var changes = new ArrayList<Change>();
        for (var place : List.copyOf(taken.entrySet())) {
            var slot = place.getKey();
            var before = place.getValue();
            var now = byVee.remove(before.vee());
            if (now == null || !now.address().equals(before.address()) || now.port() != before.port()) {
                taken.remove(slot);
                changes.add(new Change.Clear(slot));
                if (now != null) {
                    byVee.put(now.vee(), now);
                }
            } else if (now.serving() != before.serving()) {
                taken.put(slot, now);
                changes.add(now.serving() ? new Change.Serve(slot, now) : new Change.Drain(slot));
            }
        }
        wanted.stream()
                .filter(backend -> byVee.containsKey(backend.vee()) && backend.serving())
                .forEach(backend -> place(backend, changes));
        return changes;
    }

    private void place(Backend backend, List<Change> changes) {
        IntStream.rangeClosed(1, count)
                .filter(slot -> !taken.containsKey(slot))
                .findFirst()
                .ifPresent(slot -> {
                    taken.put(slot, backend);
                    changes.add(new Change.Serve(slot, backend));
                });
    }
}
