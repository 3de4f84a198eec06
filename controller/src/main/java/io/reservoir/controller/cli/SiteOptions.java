package io.reservoir.controller.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a command reads from: a server, or a data directory without one. */
final class SiteOptions {
    @Mixin
    private final ServerOption server = new ServerOption();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Read the ledger in this data directory, without a server.")
    private @Nullable Path data;

    Site open(Terminal terminal) {
        if (data == null) {
            return new ServerSite(server.connect(terminal));
        }
        if (server.isGiven()) {
            throw Refusal.usage("--server and --data exclude each other", null);
        }
        return LedgerSite.open(data);
    }

    boolean isLocal() {
        return data != null;
    }

    ServerOption server() {
        return server;
    }
}
