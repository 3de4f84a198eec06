package io.reservoir.controller.api;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.port.ForwardingLedger;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import java.time.Instant;
import java.util.List;

/** A ledger of which is told each time that it refuses what an owner before wants to write. */
final class CountedLedger extends ForwardingLedger {
    private final Runnable refused;

    CountedLedger(Ledger ledger, Runnable refused) {
        super(ledger);
        this.refused = refused;
    }

    @Override
    public Appended append(ServiceId service, Tenure mine, long expectedSeq, Instant at, List<Entry> entries) {
        var appended = super.append(service, mine, expectedSeq, at, entries);
        if (!(appended instanceof Appended.At) && !entries.isEmpty()) {
            refused.run();
        }
        return appended;
    }
}
