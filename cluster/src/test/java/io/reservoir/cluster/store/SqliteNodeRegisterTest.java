package io.reservoir.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.port.NodeRegister;
import io.reservoir.model.port.NodeRegister.Member;
import io.reservoir.model.port.NodeRegisterContract;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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

    @Test
    void nobodySeemsToLiveForTheClockWasPutBack() throws SQLException {
        register.enter(new Member("a", "a-1", "", ""));
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(SqliteLedger.FILE));
                var statement = other.createStatement()) {
            statement.execute("update node set seen_at = seen_at + 3600000");
        }
        assertThat(register.sightings().getFirst().age()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    }

    @AfterEach
    void close() {
        ledger.close();
    }
}
