package io.reservoir.controller.cli;

import io.reservoir.cluster.store.JdbcLedger;
import io.reservoir.cluster.store.PostgresLedger;
import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.cluster.store.StoreUnavailable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which ledger a command opens itself: the one in a data directory, or in a database. */
final class LedgerOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Read the ledger in this data directory, without a server.")
    private @Nullable Path data;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    boolean isGiven() {
        return data != null || database.isGiven();
    }

    /** What kind of ledger it is. */
    String name() {
        return database.isGiven() ? "PostgreSQL" : "SQLite";
    }

    JdbcLedger open(Terminal terminal, boolean forWriting) {
        if (data != null && database.isGiven()) {
            throw Refusal.usage("--data and --database exclude each other", null);
        }
        Logs.quiet();
        try {
            var access = database.access(terminal.environment());
            if (access != null) {
                return forWriting ? PostgresLedger.open(access) : PostgresLedger.readOnly(access);
            }
            if (data != null) {
                return forWriting ? SqliteLedger.open(data) : SqliteLedger.readOnly(data);
            }
            throw Refusal.usage("say which ledger", "with --data DIR or --database URL");
        } catch (StoreUnavailable e) {
            throw Refusal.of(String.valueOf(e.getMessage()), null);
        }
    }
}
