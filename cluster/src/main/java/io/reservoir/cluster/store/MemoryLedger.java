package io.reservoir.cluster.store;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Epoch;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A ledger that lives as long as its object, for dry-runs, back-tests and simulations. Any thread may use it. */
public final class MemoryLedger implements Ledger {
    private final Map<Shard, Tenure> tenures = new HashMap<>();
    /** As they were last told, null once they have changed: they are asked for far more often than that. */
    private @Nullable Map<Shard, Tenure> told;

    private final Map<ServiceId, List<Recorded>> entriesByService = new TreeMap<>();
    private final Map<ServiceId, Snapshot> snapshots = new HashMap<>();

    @Override
    public synchronized @Nullable Tenure tenure(Shard shard) {
        return tenures.get(shard);
    }

    @Override
    public synchronized Map<Shard, Tenure> tenures() {
        var answer = told;
        if (answer == null) {
            answer = Map.copyOf(tenures);
            told = answer;
        }
        return answer;
    }

    @Override
    public synchronized @Nullable Tenure take(Shard shard, @Nullable Tenure seen, String owner) {
        var now = tenures.get(shard);
        if (now == null ? seen != null : !now.equals(seen)) {
            return null;
        }
        var next = new Tenure(owner, new Epoch(now == null ? 1 : now.epoch().number() + 1));
        tenures.put(shard, next);
        told = null;
        return next;
    }

    @Override
    public synchronized Appended append(
            ServiceId service, Tenure mine, long expectedSeq, Instant at, List<Entry> entries) {
        var tenure = tenures.get(Shard.of(service));
        if (!mine.equals(tenure)) {
            return new Appended.Fenced(tenure);
        }
        var lastSeq = entriesByService.getOrDefault(service, List.of()).size();
        if (lastSeq != expectedSeq) {
            return new Appended.Conflict(lastSeq);
        }
        if (!entries.isEmpty()) {
            var recorded = entriesByService.computeIfAbsent(service, s -> new ArrayList<>());
            for (var entry : entries) {
                recorded.add(new Recorded(service, recorded.size() + 1, mine.epoch(), at, entry));
            }
        }
        return new Appended.At(expectedSeq + entries.size());
    }

    @Override
    public synchronized List<Recorded> read(ServiceId service, long afterSeq, int limit) {
        var recorded = entriesByService.getOrDefault(service, List.of());
        var from = Math.clamp(afterSeq, 0, recorded.size());
        return List.copyOf(recorded.subList(from, from + Math.min(limit, recorded.size() - from)));
    }

    @Override
    public synchronized List<ServiceId> services() {
        return List.copyOf(entriesByService.keySet());
    }

    @Override
    public synchronized @Nullable Snapshot snapshot(ServiceId service) {
        return snapshots.get(service);
    }

    @Override
    public synchronized void keep(ServiceId service, Snapshot snapshot) {
        if (snapshot.seq() <= entriesByService.getOrDefault(service, List.of()).size()) {
            snapshots.merge(service, snapshot, (before, now) -> now.seq() > before.seq() ? now : before);
        }
    }

    @Override
    public void close() {}
}
