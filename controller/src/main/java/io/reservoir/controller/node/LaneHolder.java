package io.reservoir.controller.node;

import io.reservoir.cluster.ownership.ShardHolder;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The shards of all lanes of a controller, each on the lane that it belongs to. */
public final class LaneHolder implements ShardHolder {
    /** Calls at hosts that take longer are left to the next owner, who asks the hosts about them. */
    static final Duration PATIENCE = Duration.ofMillis(400);

    private static final Shard SITE = Shard.of(ServiceId.SITE);

    private final Lanes lanes;
    private final Runnable fenced;

    /** Those whose services nobody has begun to load. */
    private final Map<Shard, Adoption> waiting = new ConcurrentHashMap<>();

    /** @param fenced told of each shard whose ledger went on without this controller */
    public LaneHolder(Lanes lanes, Runnable fenced) {
        this.lanes = lanes;
        this.fenced = fenced;
    }

    @Override
    public CompletableFuture<?> adopt(Adoption adoption) {
        var lane = lanes.of(adoption.shard());
        waiting.put(adoption.shard(), adoption);
        return lane.call(node -> {
                    if (waiting.remove(adoption.shard(), adoption)) {
                        node.adopt(adoption);
                    }
                    return adoption.shard();
                })
                .thenRun(this::passAfterTheLast);
    }

    /** Passes that came between would only keep the shards that wait from being loaded. */
    private void passAfterTheLast() {
        if (waiting.isEmpty()) {
            lanes.passSoon();
        }
    }

    @Override
    public CompletableFuture<Map<ServiceId, byte[]>> release(Shard shard) {
        // after a start the first node takes what belongs to those that are about to come; the site's ledger is loaded
        // all the same, for who starts notes its policy there
        var unbegun = shard.equals(SITE) ? null : waiting.remove(shard);
        if (unbegun != null) {
            return CompletableFuture.completedFuture(unbegun.states());
        }
        var lane = lanes.of(shard);
        var released = new CompletableFuture<Map<ServiceId, byte[]>>();
        lane.execute(() -> release(lane, shard, released));
        CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS, lane)
                .execute(() -> lane.started().hurry(shard));
        return released;
    }

    private static void release(Lane lane, Shard shard, CompletableFuture<Map<ServiceId, byte[]>> released) {
        try {
            var unused = lane.started().release(shard).thenAccept(released::complete);
        } catch (RuntimeException e) {
            released.completeExceptionally(e);
        }
    }

    @Override
    public void drop(Shard shard) {
        waiting.remove(shard);
        var lane = lanes.of(shard);
        lane.execute(() -> lane.started().drop(shard));
    }

    @Override
    public Set<Shard> lost() {
        var lost = lanes.takeLost();
        lost.forEach(shard -> fenced.run());
        return lost;
    }
}
