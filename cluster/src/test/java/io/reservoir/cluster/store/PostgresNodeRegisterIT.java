package io.reservoir.cluster.store;

import io.reservoir.model.port.NodeRegister;
import io.reservoir.model.port.NodeRegisterContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

class PostgresNodeRegisterIT extends NodeRegisterContract {
    private PostgresLedger ledger;

    @Override
    protected NodeRegister openEmpty() {
        ledger = PostgresLedger.open(TestDatabases.fresh());
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
