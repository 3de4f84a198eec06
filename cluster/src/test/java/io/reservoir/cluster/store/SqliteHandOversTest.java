package io.reservoir.cluster.store;

import io.reservoir.model.port.HandOvers;
import io.reservoir.model.port.HandOversContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteHandOversTest extends HandOversContract {
    @TempDir
    Path directory;

    private SqliteLedger ledger;

    @Override
    protected HandOvers openEmpty() {
        ledger = SqliteLedger.open(directory);
        return ledger.handOvers();
    }

    @AfterEach
    void close() {
        ledger.close();
    }
}
