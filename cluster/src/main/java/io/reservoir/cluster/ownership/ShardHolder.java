package io.reservoir.cluster.ownership;

import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger.Tenure;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Whatever works on the services of the shards that a node owns. No method blocks; for one thread at a time. */
public interface ShardHolder {
    /**
     * Loads a shard's services and works on them; completes when it does, with a {@link ServiceUnreadable} where one of
     * them was written by a release that has what this one does not know. The shard is then to be dropped.
     */
    CompletableFuture<?> adopt(Adoption adoption);

    /**
     * Stops deciding about a shard and waits, not for ever, for the calls at hosts that are under way; completes with
     * what is remembered of each of its services. The shard is still to be dropped.
     */
    CompletableFuture<Map<ServiceId, byte[]>> release(Shard shard);

    /** Forgets a shard at once, whatever is under way. One that is not here is dropped already. */
    void drop(Shard shard);

    /**
     * Shards that cannot be worked on any more because the ledger went on without this node or nobody knows whether it
     * did; each is told once.
     */
    Set<Shard> lost();

    /**
     * A shard that has become ours.
     *
     * @param services those of the shard that ever had an entry
     * @param states what the owner before left of them; of a service that is missing nothing was left
     * @param cold whether it is among the first that this node has in this life
     * @param spread over how long the first actions are to be spread
     */
    record Adoption(
            Shard shard,
            Tenure mine,
            List<ServiceId> services,
            Map<ServiceId, byte[]> states,
            boolean cold,
            Duration spread) {
        public Adoption {
            services = List.copyOf(services);
            states = Map.copyOf(states);
        }
    }
}
