package io.reservoir.controller.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.controller.explain.Baselines;
import io.reservoir.controller.sla.ManifestPromises;
import io.reservoir.controller.sla.SlaAccount;
import io.reservoir.controller.snapshot.Snapshots;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.sla.SlaClasses;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole ledgers of earlier releases, kept for ever, replay to what they always did. Whoever changes what comes of them
 * raises {@link Snapshots#VERSION}, which is why it stands in the baseline.
 */
class GoldenReplayTest {
    private static final Path KEPT = Path.of("../cluster/src/test/resources/ledgers");

    @TempDir
    Path directory;

    @Test
    void theLedgerOfSchemaOneReplays() throws Exception {
        Files.copy(KEPT.resolve("schema-1.db"), directory.resolve(SqliteLedger.FILE));
        try (var ledger = SqliteLedger.open(directory)) {
            Baselines.assertSame(states(ledger), "ledgers/schema-1.txt");
        }
    }

    @Test
    void aBackupOfItDoesToo() throws Exception {
        try (var ledger = SqliteLedger.open(directory)) {
            assertThat(ledger.restore(KEPT.resolve("backup-1.gz")).services()).isEqualTo(3);
            Baselines.assertSame(states(ledger), "ledgers/schema-1.txt");
        }
    }

    private static String states(Ledger ledger) {
        var text = new StringBuilder("snapshots are of version " + Snapshots.VERSION + "\n");
        for (var service : ledger.services()) {
            var account = SlaAccount.running(new ManifestPromises(SlaClasses.SHIPPED));
            var journal = Journal.open(ledger, new Ledger.Tenure("", null), service, recorded -> {}, account);
            var snapshot = Snapshots.of(journal.image(), account).state().split(" ", 3)[2];
            text.append("\n")
                    .append(service)
                    .append("\n")
                    .append(snapshot.replace("},\"", "},\n\""))
                    .append("\n");
        }
        return text.toString();
    }
}
