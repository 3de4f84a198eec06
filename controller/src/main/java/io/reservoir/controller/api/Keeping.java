package io.reservoir.controller.api;

import io.reservoir.cluster.ownership.Keeper;
import io.reservoir.cluster.ownership.KeeperLoop;
import io.reservoir.cluster.ownership.Membership;
import io.reservoir.cluster.ownership.Timing;
import io.reservoir.controller.node.LaneHolder;
import io.reservoir.controller.node.Lanes;
import io.reservoir.model.port.Ledger;
import java.time.Duration;
import java.time.InstantSource;

/** A controller's part in its cluster: it has joined, its shards are kept, and it can leave in good order. */
final class Keeping implements AutoCloseable {
    private final Membership membership;
    private final Keeper keeper;
    private final KeeperLoop loop;

    private Keeping(Membership membership, Keeper keeper, KeeperLoop loop) {
        this.membership = membership;
        this.keeper = keeper;
        this.loop = loop;
    }

    /**
     * Returns once the shards that are there to be taken are on their lanes.
     *
     * @param membership what the seat's joining came to; closed where this fails
     * @param fenced told of each shard whose ledger went on without this node
     */
    static Keeping start(
            Seat seat, Membership membership, Ledger ledger, Lanes lanes, Runnable fenced, InstantSource clock) {
        try {
            var begunNanos = System.nanoTime();
            var keeper = new Keeper(new Keeper.Parts(
                    seat.self(),
                    seat.release(),
                    seat.roster(),
                    Timing.DEFAULT,
                    membership,
                    seat.nodes(),
                    ledger,
                    seat.handOvers(),
                    new LaneHolder(lanes, fenced),
                    () -> Duration.ofNanos(System.nanoTime() - begunNanos),
                    clock));
            return new Keeping(membership, keeper, KeeperLoop.start(keeper));
        } catch (RuntimeException e) {
            membership.close();
            throw e;
        }
    }

    Keeper keeper() {
        return keeper;
    }

    /** Hands all shards over to the others, or leaves what is remembered of them for the next start. */
    void leave() {
        loop.leave();
    }

    /** Ends; the others see this node go. */
    @Override
    public void close() {
        loop.close();
        membership.close();
    }
}
