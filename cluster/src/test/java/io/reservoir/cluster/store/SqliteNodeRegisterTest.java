package io.reservoir.cluster.store;

import io.reservoir.model.port.NodeRegister;
import io.reservoir.model.port.NodeRegisterContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class SqliteNodeRegisterTest extends NodeRegisterContract {
    @TempDir
    Path directory;

    private SqliteLedger ledger;

    @Override
    protected NodeRegister openEmpty() {
        ledger = SqliteLedger.open(directory);
        return ledger.nodes();
    }

    @Override
    protected void pass(Duration time) {
        RealTime.pass(time);
    }

    @AfterEach
    void close() {
        ledger.close();
    }
}
