package io.reservoir.controller.cli;

import io.reservoir.cluster.store.JdbcLedger;
import io.reservoir.cluster.store.PostgresLedger;
import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.cluster.store.StoreUnavailable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a command reads from: a server, or the ledger in a data directory or a database without one. */
final class SiteOptions {
    @Mixin
    private final ServerOption server = new ServerOption();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Read the ledger in this data directory, without a server.")
    private @Nullable Path data;

    @Mixin
    private final DatabaseOptions database = new DatabaseOptions();

    Site open(Terminal terminal) {
        return isLocal() ? new LedgerSite(ledger(terminal, false)) : new ServerSite(server.connect(terminal));
    }

    /** The ledger that is named, to be read or to be written. */
    JdbcLedger ledger(Terminal terminal, boolean forWriting) {
        if (server.isGiven() || data != null && database.isGiven()) {
            throw Refusal.usage("--server, --data and --database exclude each other", null);
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

    boolean isLocal() {
        return data != null || database.isGiven();
    }

    ServerOption server() {
        return server;
    }
}
