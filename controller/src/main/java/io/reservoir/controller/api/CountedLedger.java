package io.reservoir.controller.api;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ledger of which is told each time that it refuses what an owner before wants to write. */
final class CountedLedger implements Ledger {
    private final Ledger ledger;
    private final Runnable refused;

    CountedLedger(Ledger ledger, Runnable refused) {
        this.ledger = ledger;
        this.refused = refused;
    }

    @Override
    public Appended append(ServiceId service, Tenure mine, long expectedSeq, Instant at, List<Entry> entries) {
        var appended = ledger.append(service, mine, expectedSeq, at, entries);
        if (!(appended instanceof Appended.At) && !entries.isEmpty()) {
            refused.run();
        }
        return appended;
    }

    @Override
    public @Nullable Tenure tenure(Shard shard) {
        return ledger.tenure(shard);
    }

    @Override
    public Map<Shard, Tenure> tenures() {
        return ledger.tenures();
    }

    @Override
    public @Nullable Tenure take(Shard shard, @Nullable Tenure seen, String owner) {
        return ledger.take(shard, seen, owner);
    }

    @Override
    public List<Recorded> read(ServiceId service, long afterSeq, int limit) {
        return ledger.read(service, afterSeq, limit);
    }

    @Override
    public List<ServiceId> services() {
        return ledger.services();
    }

    @Override
    public @Nullable Snapshot snapshot(ServiceId service) {
        return ledger.snapshot(service);
    }

    @Override
    public void keep(ServiceId service, Snapshot snapshot) {
        ledger.keep(service, snapshot);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
