package io.reservoir.cluster.store;

import io.reservoir.model.port.HandOvers;
import io.reservoir.model.port.HandOversContract;
import org.junit.jupiter.api.AfterEach;

class PostgresHandOversIT extends HandOversContract {
    private PostgresLedger ledger;

    @Override
    protected HandOvers openEmpty() {
        ledger = PostgresLedger.open(TestDatabases.fresh());
        return ledger.handOvers();
    }

    @AfterEach
    void close() {
        ledger.close();
    }
}
