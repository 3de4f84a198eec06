package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.EntryView;
import io.reservoir.dsl.problem.Suggestion;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ledger}: prints what was recorded, and keeps the ledger as a whole. */
@Command(
        name = "ledger",
        description = "Print the ledger of a service, oldest entries first; verify, back up or restore a whole one.",
        footer = {
            "",
            "ledger verify [SERVICE] holds every entry to its checksum; the exit status is 1 if one was changed.",
            "ledger backup FILE writes all of it to a file, ledger restore FILE fills an empty one from there.",
            "The three take --data or --database."
        })
final class LedgerEntries implements Callable<Integer> {
    private static final List<String> VERBS = List.of("verify", "backup", "restore");

    private final Terminal terminal;

    @Mixin
    private final SiteOptions siteOptions = new SiteOptions();

    @Mixin
    private final ServiceOption serviceOption = new ServiceOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "VERB", arity = "0..1", description = "verify, backup or restore.")
    private @Nullable String verb;

    @Parameters(index = "1", paramLabel = "ARGUMENT", arity = "0..1", description = "A service, or a file.")
    private @Nullable String argument;

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
        if (verb != null) {
            return keep(verb.toLowerCase(Locale.ROOT));
        }
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

    private int keep(String word) {
        if (!VERBS.contains(word)) {
            throw Refusal.usage("there is no verb `" + word + "`", Suggestion.help(word, VERBS, "verbs"));
        }
        if (!word.equals("verify") && argument == null) {
            throw Refusal.usage("ledger " + word + " takes a file", "such as ./reservoir ledger " + word + " FILE");
        }
        var upkeep = new LedgerUpkeep(terminal, output.isJson());
        try (var ledger = siteOptions.ledger(terminal, word.equals("restore"))) {
            return switch (word) {
                case "verify" -> upkeep.verify(ledger, argument);
                case "backup" ->
                    upkeep.backUp(
                            ledger, Path.of(file()), InstantSource.system().instant());
                default -> upkeep.restore(ledger, Path.of(file()));
            };
        }
    }

    private String file() {
        return Objects.requireNonNull(argument);
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
