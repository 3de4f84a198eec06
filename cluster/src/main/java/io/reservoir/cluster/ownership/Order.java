package io.reservoir.cluster.ownership;

import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger.Tenure;
import org.jspecify.annotations.Nullable;

/** What is to be done about one shard. */
public sealed interface Order {
    Shard shard();

    Why why();

    /** Take it if its tenure is still the one that was seen, then work on it. */
    record Take(Shard shard, @Nullable Tenure seen, Why why) implements Order {}

    /** Work on it: the tenure is ours already. */
    record Adopt(Shard shard, Tenure mine, Why why) implements Order {}

    /**
     * Finish with it, write down what is remembered, and pass the tenure on.
     *
     * @param heir the owner to be, null where there is none: then the tenure stays as it is
     */
    record HandOver(Shard shard, Tenure mine, @Nullable String heir, Why why) implements Order {}

    /** Decide and do nothing about it any more, at once. */
    record Drop(Shard shard, Tenure mine, Why why) implements Order {}
}
