package io.reservoir.model.port;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A ledger that is another one, but for what a subclass does otherwise. */
public abstract class ForwardingLedger implements Ledger {
    private final Ledger ledger;

    protected ForwardingLedger(Ledger ledger) {
        this.ledger = ledger;
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
    public Appended append(ServiceId service, Tenure mine, long expectedSeq, Instant at, List<Entry> entries) {
        return ledger.append(service, mine, expectedSeq, at, entries);
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
