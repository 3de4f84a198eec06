package io.reservoir.controller.cli;

import io.reservoir.cluster.store.SqliteLedger;
import io.reservoir.controller.bill.StandardTariff;
import io.reservoir.controller.bill.StatementText;
import io.reservoir.controller.replay.Feed;
import io.reservoir.controller.replay.ReadingFaults;
import io.reservoir.controller.replay.Review;
import io.reservoir.controller.replay.Scenario;
import io.reservoir.controller.replay.Summary;
import io.reservoir.controller.replay.TraceRun;
import io.reservoir.controller.sim.ManualClock;
import io.reservoir.controller.sim.Trace;
import io.reservoir.controller.sim.TraceException;
import io.reservoir.dsl.Rsl;
import io.reservoir.model.port.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code demo}: a service follows a recorded load on simulated hosts, from its manifest to its bill. */
@Command(
        name = "demo",
        description = "Let a service follow a recorded load, from its manifest to its bill, on simulated hosts.",
        sortOptions = false,
        footer = {
            "",
            "Without options it replays five days of the FIFA World Cup 1998 web site, six times as large, against",
            "samples/webshop/webshop.rsl. Two runs with the same options print the same summary.",
            "With --libvirt the guests, their load and the time are real."
        })
final class Demo implements Callable<Integer> {
    private static final String WEBSHOP = "samples/webshop/webshop.rsl";
    private static final String WORLD_CUP = "samples/traces/fifa98_jun08_12_1min.csv";
    private static final Set<String> LIBVIRT_OPTIONS = Set.of("--libvirt", "--hosts", "--output");
    private static final String KEPT = "reservoir-demo";

    /** The trace counts requests a minute; a user makes one request in two seconds. */
    private static final double SIX_WORLD_CUPS = 6 / 60.0;

    private static final List<Feed> WEBSHOP_FEEDS =
            List.of(new Feed("RequestPerSecond", "C1", SIX_WORLD_CUPS), new Feed("Users", "C1", 2 * SIX_WORLD_CUPS));

    private final Terminal terminal;

    @Option(names = "--manifest", paramLabel = "FILE", description = "The service to run (default: " + WEBSHOP + ").")
    private @Nullable String manifest;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "The load: CSV with the header timestamp,value (default: " + WORLD_CUP + ").")
    private @Nullable Path traceFile;

    @Option(
            names = "--feed",
            paramLabel = "METRIC(C)=FACTOR",
            converter = FeedConverter.class,
            description =
                    "A metric that the load stands for; to be repeated. With a manifest of your own it is needed.")
    private List<Feed> feeds = new ArrayList<>();

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = LengthConverter.class,
            description = "Replay only the first so much of the load, such as 6h or 2d.")
    private @Nullable Duration length;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Chance of the simulated hosts.")
    private long seed = 1;

    @Option(
            names = "--fail-every",
            paramLabel = "N",
            defaultValue = "0",
            description = "Every N-th launch on each simulated host fails.")
    private int failEvery;

    @Option(names = "--bad-network", description = "Lose, double, delay, reorder and garble readings, by the seed.")
    private boolean badNetwork;

    @Option(names = "--realtime", description = "Keep pace with the time of day instead of going as fast as possible.")
    private boolean realtime;

    @Option(names = "--compare", description = "Print beside it what the bare formula, taken literally, would do.")
    private boolean compare;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            arity = "0..1",
            fallbackValue = KEPT,
            description = "Keep ledger and hosts there (default: " + KEPT + "), and go on from what is there.")
    private @Nullable Path keep;

    @Option(
            names = "--libvirt",
            description =
                    "Run a small web shop for a few minutes on real guests instead: needs root, libvirt and QEMU.")
    private boolean onLibvirt;

    @Option(
            names = "--hosts",
            paramLabel = "URI",
            split = ",",
            description = "With --libvirt: these libvirt hosts, with commas between, instead of two in namespaces.")
    private List<String> hosts = new ArrayList<>();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    Demo(Terminal terminal) {
        this.terminal = terminal;
    }

    private ReadingFaults faults() {
        return badNetwork ? ReadingFaults.ofBadNetwork(seed) : ReadingFaults.NONE;
    }

    /** What programs get of a run. */
    record Result(
            double hours,
            int decisions,
            int actions,
            int flips,
            double underProvisionedPercent,
            java.math.BigDecimal veeHours,
            int maxOwned,
            java.math.BigDecimal billTotal,
            String currency,
            Summary.@Nullable Bare bare) {}

    @Override
    public Integer call() throws IOException {
        if (onLibvirt) {
            requireNothingOfReplays();
            return new LibvirtDemo(terminal, hosts, output.isJson()).run();
        }
        if (!hosts.isEmpty()) {
            throw Refusal.usage("--hosts goes with --libvirt", null);
        }
        if (failEvery < 0) {
            throw Refusal.usage("--fail-every takes a whole number from 0 on", null);
        }
        var scenario = scenario();
        if (keep != null) {
            return run(scenario, keep);
        }
        var directory = Files.createTempDirectory("reservoir-demo");
        try {
            return run(scenario, directory);
        } finally {
            Folders.delete(directory);
        }
    }

    /** Options of the replay that mean nothing where the load is real. */
    private void requireNothingOfReplays() {
        for (var option : spec.options()) {
            if (!LIBVIRT_OPTIONS.contains(option.longestName())
                    && !option.usageHelp()
                    && spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw Refusal.usage(option.longestName() + " does not go with --libvirt", null);
            }
        }
    }

    private Scenario scenario() {
        var source = manifest == null
                ? new ManifestFile(WEBSHOP, Samples.text(WEBSHOP))
                : ManifestFile.read(manifest, terminal);
        var compilation = Rsl.compile(source.name(), source.text());
        var program = compilation.service();
        if (program == null) {
            terminal.tell(Diagnoses.text(compilation.diagnostics(), source.text(), terminal.style())
                    .stripTrailing());
            throw Refusal.of(source.name() + " has errors", null);
        }
        if (feeds.isEmpty() && manifest != null) {
            throw Refusal.usage(
                    "which metrics does the load stand for?", "say so with --feed 'RequestPerSecond(C1)=0.1'");
        }
        var fed = feeds.isEmpty() ? WEBSHOP_FEEDS : feeds;
        var components = program.spec().components().stream().map(c -> c.name()).toList();
        fed.forEach(feed -> Names.requireComponent(program.spec().id().name(), feed.component(), components));
        return new Scenario(source.name(), source.text(), program, trace(), fed, length, seed, failEvery, faults());
    }

    private Trace trace() {
        try {
            return traceFile == null ? Trace.parse(WORLD_CUP, Samples.text(WORLD_CUP)) : Trace.read(traceFile);
        } catch (TraceException e) {
            throw Refusal.of(String.valueOf(e.getMessage()), null);
        }
    }

    private int run(Scenario scenario, Path directory) throws IOException {
        try (var ledger = SqliteLedger.open(directory)) {
            var clock = new ManualClock(scenario.start());
            var hosts = scenario.hosts(directory.resolve("hosts"), clock);
            var progress = new DemoProgress(scenario, terminal, realtime);
            // incarnations of a node that nobody else shares a directory with: a name is enough, and repeatable
            new TraceRun(scenario, ledger, hosts, clock, () -> "run", progress).run();
            progress.end();
            print(scenario, ledger);
        }
        return Exit.OK;
    }

    private void print(Scenario scenario, Ledger ledger) {
        var summary = Review.of(scenario, ledger, StandardTariff.load());
        if (output.isJson()) {
            Json.print(
                    terminal,
                    new Result(
                            summary.hours(),
                            summary.decisions(),
                            summary.actions(),
                            summary.flips(),
                            summary.underProvisionedPercent(),
                            summary.veeHours(),
                            summary.maxOwned(),
                            summary.billTotal(),
                            summary.currency(),
                            compare ? summary.bare() : null));
            return;
        }
        terminal.print(DemoText.of(summary, compare));
        terminal.print("\n" + StatementText.of(summary.statement()));
        var data = keep == null ? null : keep;
        terminal.tell(
                data == null
                        ? "\nWith --keep the ledger stays: then `./reservoir explain 'Replicas(C1)' --data " + KEPT
                                + "` tells why."
                        : "\nWhy? ./reservoir explain 'Replicas(C1)' --data " + data);
    }

    private static final class FeedConverter implements ITypeConverter<Feed> {
        @Override
        public Feed convert(String text) {
            try {
                return Feed.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    /** Reads {@code 90min}, {@code 6h} or {@code 2d}. */
    private static final class LengthConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            var word = text.strip().toUpperCase(Locale.ROOT).replace("MIN", "M");
            try {
                var duration = Duration.parse(word.endsWith("D") ? "P" + word : "PT" + word);
                if (duration.compareTo(Scenario.TICK) >= 0) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                // said below, as for what is too short
            }
            throw new TypeConversionException("`" + text + "` is no length of time: write 90min, 6h or 2d");
        }
    }
}
