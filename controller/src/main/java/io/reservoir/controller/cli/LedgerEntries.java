package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.EntryView;
import io.reservoir.controller.retention.Retention;
import io.reservoir.dsl.problem.Suggestion;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code ledger}: prints what was recorded, and keeps the ledger as a whole. */
@Command(
        name = "ledger",
        description =
                "Print the ledger of a service, oldest entries first; verify, back up, restore or prune a whole one.",
        footer = {
            "",
            "ledger verify [SERVICE] holds every entry to its checksum; the exit status is 1 if one was changed.",
            "ledger backup FILE writes all of it to a file, ledger restore FILE fills an empty one from there.",
            "ledger prune [SERVICE] --older-than 400d deletes what services did before they were last undeployed, if that",
            "is so long ago; bills for that time cannot be made any more. Back the ledger up first.",
            "The four take --data or --database."
        })
final class LedgerEntries implements Callable<Integer> {
    private static final List<String> VERBS = List.of("verify", "backup", "restore", "prune");
    private static final List<String> TAKING_FILES = List.of("backup", "restore");

    private final Terminal terminal;

    @Mixin
    private final SiteOptions siteOptions = new SiteOptions();

    @Mixin
    private final ServiceOption serviceOption = new ServiceOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(index = "0", paramLabel = "VERB", arity = "0..1", description = "verify, backup, restore or prune.")
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

    @Option(
            names = "--older-than",
            paramLabel = "DAYS",
            converter = Days.class,
            description = "With prune: only what is older than so many days, such as 400d.")
    private @Nullable Duration olderThan;

    @Option(names = "--dry-run", description = "With prune: say what would be deleted, and delete nothing.")
    private boolean dryRun;

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
        var changes = word.equals("restore") || (word.equals("prune") && !dryRun);
        if (TAKING_FILES.contains(word) && argument == null) {
            throw Refusal.usage("ledger " + word + " takes a file", "such as ./reservoir ledger " + word + " FILE");
        }
        var age = word.equals("prune") ? age() : Duration.ZERO;
        var upkeep = new LedgerUpkeep(terminal, output.isJson());
        try (var ledger = siteOptions.ledger(terminal, changes)) {
            return switch (word) {
                case "verify" -> upkeep.verify(ledger, argument);
                case "backup" ->
                    upkeep.backUp(
                            ledger, Path.of(file()), InstantSource.system().instant());
                case "prune" ->
                    upkeep.prune(
                            ledger, argument, InstantSource.system().instant().minus(age), dryRun);
                default -> upkeep.restore(ledger, Path.of(file()));
            };
        }
    }

    private Duration age() {
        if (olderThan == null || olderThan.compareTo(Retention.SHORTEST) < 0) {
            throw Refusal.usage(
                    "ledger prune takes an age of at least " + Retention.SHORTEST.toDays() + " days",
                    "such as --older-than 400d");
        }
        return olderThan;
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

    /** Reads an age in days. */
    static final class Days implements ITypeConverter<Duration> {
        private static final Pattern DAYS = Pattern.compile("(\\d{1,5})\\s*d");

        @Override
        public Duration convert(String text) {
            var days = DAYS.matcher(text);
            if (!days.matches()) {
                throw new TypeConversionException("`" + text + "` is no number of days such as 400d");
            }
            return Duration.ofDays(Long.parseLong(days.group(1)));
        }
    }
}
