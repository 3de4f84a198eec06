package io.reservoir.controller.node;

import io.reservoir.cluster.ownership.ShardHolder;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The shards of one node, for runs and simulations that drive it on their own thread: all is done at once. */
public final class NodeHolder implements ShardHolder {
    private final Node node;

    public NodeHolder(Node node) {
        this.node = node;
    }

    @Override
    public CompletableFuture<?> adopt(Adoption adoption) {
        node.adopt(adoption);
        return CompletableFuture.completedFuture(adoption.shard());
    }

    @Override
    public CompletableFuture<Map<ServiceId, byte[]>> release(Shard shard) {
        return node.release(shard);
    }

    @Override
    public void drop(Shard shard) {
        node.drop(shard);
    }

    @Override
    public Set<Shard> lost() {
        return node.lost();
    }
}
