package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.EntryView;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ledger}: prints what was recorded. */
@Command(name = "ledger", description = "Print the ledger of a service, oldest entries first.")
final class LedgerEntries implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final SiteOptions siteOptions = new SiteOptions();

    @Mixin
    private final ServiceOption serviceOption = new ServiceOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(names = "--after", paramLabel = "SEQ", description = "Only entries after that one.")
    private long after;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "COUNT",
            description = "At most so many; otherwise all.")
    private long limit = Long.MAX_VALUE;

    LedgerEntries(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (after < 0 || limit < 1) {
            throw Refusal.usage("--after counts from 0, --limit from 1", null);
        }
        try (var site = siteOptions.open(terminal)) {
            var entries = first(limit, site.entries(serviceOption.in(site)).after(after));
            if (output.isJson()) {
                Json.print(terminal, "entries", entries);
            } else {
                for (var entry : entries) {
                    terminal.print(EntryLines.of(entry, terminal));
                    if (terminal.out().checkError()) {
                        break;
                    }
                }
            }
        }
        return Exit.OK;
    }

    private static Iterable<EntryView> first(long count, Iterable<EntryView> all) {
        return () -> new Iterator<>() {
            private final Iterator<EntryView> rest = all.iterator();
            private long left = count;

            @Override
            public boolean hasNext() {
                return left > 0 && rest.hasNext();
            }

            @Override
            public EntryView next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("no more entries");
                }
                left--;
                return rest.next();
            }
        };
    }
}
