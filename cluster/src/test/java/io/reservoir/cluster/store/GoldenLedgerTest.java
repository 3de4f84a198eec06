package io.reservoir.cluster.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.ledger.Shard;
import io.reservoir.model.port.Ledger;
import io.reservoir.model.service.ServiceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ledgers that earlier releases wrote, kept for ever. {@code schema-1.db} was written by a server that took two services,
 * was killed, went on, was given another policy, and undeployed one of the services.
 */
class GoldenLedgerTest {
    private static final Path KEPT = Path.of("src/test/resources/ledgers/schema-1.db");
    private static final ServiceId SHOP = new ServiceId("WebShop");
    private static final ServiceId SECOND = new ServiceId("Second");

    @TempDir
    Path directory;

    @Test
    void theLedgerOfSchemaOneIsTakenOverWithoutLoss() throws Exception {
        var file = Files.copy(KEPT, directory.resolve(SqliteLedger.FILE));
        var before = rows(file);

        try (var ledger = SqliteLedger.open(directory)) {
            assertThat(ledger.services()).containsExactly(SECOND, SHOP, ServiceId.SITE);
            assertThat(kinds(ledger))
                    .containsExactlyInAnyOrder(Stream.of(Entry.class.getPermittedSubclasses())
                            .filter(kind -> kind != Entry.Pruned.class)
                            .toArray(Class<?>[]::new));
            for (var service : ledger.services()) {
                assertThat(ledger.audit(service))
                        .isInstanceOfSatisfying(
                                Audit.Whole.class,
                                whole -> assertThat(whole.entries())
                                        .isEqualTo(
                                                ledger.read(service, 0, 1_000).size()));
            }
            var mine = ledger.take(Shard.of(SHOP), ledger.tenure(Shard.of(SHOP)), "node");
            var last = ledger.read(SHOP, 0, 1_000).getLast();
            assertThat(ledger.append(SHOP, mine, last.seq(), last.at(), List.of(new Entry.Activated())))
                    .isEqualTo(new Ledger.Appended.At(last.seq() + 1));
            assertThat(ledger.audit(SHOP)).isInstanceOf(Audit.Whole.class);
        }
        assertThat(rows(file)).startsWith(before);
    }

    private static List<Class<?>> kinds(Ledger ledger) {
        return ledger.services().stream()
                .flatMap(service -> ledger.read(service, 0, 1_000).stream())
                .map(Recorded::entry)
                .<Class<?>>map(Object::getClass)
                .distinct()
                .collect(Collectors.toList());
    }

    /** What schema 1 had of each entry, the appended one last. */
    private static String rows(Path file) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "select service, seq, epoch, recorded_at, kind, version, payload from entry"
                                + " order by service <> 'Second', service <> 'reservoir-site', seq")) {
            var text = new StringBuilder();
            while (rows.next()) {
                for (var column = 1; column <= 7; column++) {
                    text.append(rows.getString(column)).append('|');
                }
                text.append('\n');
            }
            return text.toString();
        }
    }
}
