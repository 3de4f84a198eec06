package io.reservoir.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.port.Ledger;
import io.reservoir.model.port.Ledger.Appended;
import io.reservoir.model.port.LedgerContract;
import org.junit.jupiter.api.Test;

class PostgresLedgerIT extends LedgerContract {
    private PostgresAccess access;

    @Override
    protected Ledger openEmpty() {
        access = TestDatabases.fresh();
        return PostgresLedger.open(access);
    }

    @Test
    void everythingIsThereForAnotherNode() {
        var mine = own(SHOP);
        append(mine, 0, submitted(1), submitted(2));

        try (var other = PostgresLedger.open(access)) {
            assertThat(other.tenures()).isEqualTo(ledger.tenures());
            assertThat(other.read(SHOP, 0, 10)).isEqualTo(everything()).hasSize(2);
            var theirs = other.take(SHARD, mine, "node-b");
            assertThat(append(mine, 2, submitted(3))).isEqualTo(new Appended.Fenced(theirs));
        }
    }
}
