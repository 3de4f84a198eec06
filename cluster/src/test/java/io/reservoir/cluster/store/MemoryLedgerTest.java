package io.reservoir.cluster.store;

import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.LedgerContract;

class MemoryLedgerTest extends LedgerContract {
    @Override
    protected Ledger openEmpty() {
        return new MemoryLedger();
    }
}
