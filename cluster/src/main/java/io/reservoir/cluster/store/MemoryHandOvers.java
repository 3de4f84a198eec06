package io.reservoir.cluster.store;

import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.HandOvers;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What is left for the next owner, as long as its object lives. Any thread may use it. */
public final class MemoryHandOvers implements HandOvers {
    private final Map<ServiceId, Left> left = new TreeMap<>();

    private static final class Left {
        private final Shard shard;
        private final Epoch epoch;
        private final Instant at;
        private final byte[] state;

        private Left(Shard shard, Epoch epoch, Instant at, byte[] state) {
            this.shard = shard;
            this.epoch = epoch;
            this.at = at;
            this.state = state.clone();
        }
    }

    @Override
    public synchronized void leave(Shard shard, Epoch epoch, Instant at, Map<ServiceId, byte[]> states) {
        states.forEach((service, state) -> left.put(service, new Left(shard, epoch, at, state)));
    }

    @Override
    public synchronized Map<ServiceId, byte[]> left(Shard shard, Epoch epoch, Instant since) {
        var found = new HashMap<ServiceId, byte[]>();
        left.forEach((service, one) -> {
            if (one.shard.equals(shard) && one.epoch.equals(epoch) && !one.at.isBefore(since)) {
                found.put(service, one.state.clone());
            }
        });
        return Map.copyOf(found);
    }
}
