package io.reservoir.model.ledger;

import io.reservoir.model.service.ServiceId;
import java.util.List;
import java.util.stream.IntStream;

/** One of {@link #COUNT} parts of all services; ownership is taken and lost by shard. */
public record Shard(int number) implements Comparable<Shard> {
    public static final int COUNT = 256;

    /** In the order of their numbers. */
    public static final List<Shard> ALL =
            IntStream.range(0, COUNT).mapToObj(Shard::new).toList();

    public Shard {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("a shard is 0 to " + (COUNT - 1) + ": " + number);
        }
    }

    /** Where a service belongs: the same on every node and in every release. */
    public static Shard of(ServiceId service) {
        var hash = service.name().hashCode();
        return new Shard((hash ^ (hash >>> 16)) & (COUNT - 1));
    }

    @Override
    public int compareTo(Shard other) {
        return Integer.compare(number, other.number);
    }
}
