package io.reservoir.controller.cli;

import io.reservoir.cluster.store.JdbcLedger;
import picocli.CommandLine.Mixin;

/** Where a command reads from: a server, or the ledger in a data directory or a database without one. */
final class SiteOptions {
    @Mixin
    private final ServerOption server = new ServerOption();

    @Mixin
    private final LedgerOptions ledger = new LedgerOptions();

    Site open(Terminal terminal) {
        return isLocal() ? new LedgerSite(ledger(terminal, false)) : new ServerSite(server.connect(terminal));
    }

    /** The ledger that is named, to be read or to be written. */
    JdbcLedger ledger(Terminal terminal, boolean forWriting) {
        if (server.isGiven()) {
            throw Refusal.usage("--server, --data and --database exclude each other", null);
        }
        return ledger.open(terminal, forWriting);
    }

    boolean isLocal() {
        return ledger.isGiven();
    }

    ServerOption server() {
        return server;
    }
}
