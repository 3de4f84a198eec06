package io.reservoir.controller.cli;

import io.reservoir.controller.bench.ClusterBenchmark;
import io.reservoir.controller.bench.DecisionBenchmark;
import io.reservoir.controller.bench.LedgerBenchmark;
import io.reservoir.controller.bench.LinkBenchmark;
import io.reservoir.rules.bench.RulesBenchmark;
import io.reservoir.rules.bench.Workload;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench}: what this machine carries. */
@Command(
        name = "bench",
        description = "Measure what this machine carries.",
        sortOptions = false,
        footer = {
            "",
            "rules: services of eight series and ten statements take readings through the engine, deciding included, and",
            "in turn through a loop written by hand, which must come to equal decisions.",
            "ledger: claims and their ends are appended at a fixed rate to the ledger that is named, each timed from the",
            "moment at which it was due; its services are called bench-0 and so on, and stay there.",
            "cluster: three nodes in this process, linked with each other, take readings in turn, at a fixed rate; two of",
            "three go on to the node that owns their service. Their ledger is in memory, or the one that is named, in which",
            "there must be no service.",
            "link: what a link between nodes carries, and what JSON over HTTP does.",
            "decisions: a whole node with its ledger in memory and simulated hosts takes readings at a fixed rate, and each",
            "plan that follows is timed from the moment at which its reading was due."
        })
final class Bench implements Callable<Integer> {
    private static final String RULES = "rules";
    private static final String DECISIONS = "decisions";
    private static final String LEDGER = "ledger";
    private static final String CLUSTER = "cluster";
    private static final String LINK = "link";

    private final Terminal terminal;

    @Parameters(paramLabel = "WHAT", description = "rules, decisions, ledger, cluster or link")
    private String what = RULES;

    @Option(names = "--services", paramLabel = "N", defaultValue = "1000", description = "How many (default: 1000).")
    private int services = 1_000;

    @Option(
            names = "--shapes",
            paramLabel = "N",
            defaultValue = "1",
            description = "rules: how many different rule sets they have among them (default: 1).")
    private int shapes = 1;

    @Option(
            names = "--readings",
            paramLabel = "N",
            defaultValue = "200000",
            description = "rules: readings in each of four rounds (default: 200000).")
    private long readings = 200_000;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10000",
            description = {
                "decisions, cluster: readings a second, a multiple of 1000 (default: 10000);",
                "ledger: claims a second."
            })
    private int rate = 10_000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "all but rules: for how long to measure, after half as long to warm up (default: 30).")
    private int seconds = 30;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "decisions, ledger, cluster: how many threads services live on (default: 1).")
    private int threads = 1;

    @Mixin
    private final LedgerOptions ledger = new LedgerOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    Bench(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What programs get of {@code rules}. */
    record Result(
            int services,
            double readingsPerSecond,
            double ratioToLoop,
            double bytesPerReading,
            double deployMillis,
            double heapPerServiceBytes) {}

    @Override
    public Integer call() {
        if (services < 1) {
            throw Refusal.usage("at least one service", null);
        }
        switch (what) {
            case RULES -> rules();
            case DECISIONS -> decisions();
            case LEDGER -> ledger();
            case CLUSTER -> cluster();
            case LINK -> link();
            default ->
                throw Refusal.usage(
                        "there is no benchmark `" + what + "`",
                        "there are `rules`, `decisions`, `ledger`, `cluster` and `link`");
        }
        return Exit.OK;
    }

    private void rules() {
        if (shapes < 1 || shapes > services || readings < 1) {
            throw Refusal.usage("at least one reading, and no more shapes than services", null);
        }
        terminal.tell("deploying " + services + " services and sending at least " + 4 * readings + " readings");
        var measured = RulesBenchmark.run(new Workload(services, shapes), readings);
        if (output.isJson()) {
            Json.print(
                    terminal,
                    new Result(
                            measured.services(),
                            measured.readingsPerSecond(),
                            measured.ratioToLoop(),
                            measured.bytesPerReading(),
                            measured.deployMillis(),
                            measured.heapPerServiceBytes()));
        } else {
            terminal.print(text(measured));
        }
    }

    private void cluster() {
        requireRate();
        if (!ledger.isGiven()) {
            cluster(ClusterBenchmark.Store.memory(InstantSource.system()));
            return;
        }
        try (var opened = ledger.open(terminal, true)) {
            if (!opened.services().isEmpty()) {
                throw Refusal.of("there are services in that ledger", "name an empty one: it is written to");
            }
            cluster(ClusterBenchmark.Store.of(ledger.name(), opened));
        }
    }

    private void cluster(ClusterBenchmark.Store store) {
        Logs.quiet();
        try {
            var measured = ClusterBenchmark.run(
                    services,
                    threads,
                    rate,
                    store,
                    Duration.ofSeconds(seconds).dividedBy(2),
                    Duration.ofSeconds(seconds),
                    InstantSource.system(),
                    new SecureRandom(),
                    terminal::tell);
            if (output.isJson()) {
                Json.print(terminal, measured);
            } else {
                terminal.print(text(measured));
            }
        } catch (IOException e) {
            throw Refusal.of("the nodes cannot be linked: " + e.getMessage(), null);
        }
    }

    private void link() {
        if (seconds < 1) {
            throw Refusal.usage("there is at least one second to measure", null);
        }
        Logs.quiet();
        try {
            var measured = LinkBenchmark.run(
                    Duration.ofSeconds(seconds), InstantSource.system(), new SecureRandom(), terminal::tell);
            if (output.isJson()) {
                Json.print(terminal, measured);
            } else {
                terminal.print(text(measured));
            }
        } catch (IOException e) {
            throw Refusal.of("the nodes cannot be linked: " + e.getMessage(), null);
        }
    }

    private void requireRate() {
        if (rate < 1_000 || rate % 1_000 != 0 || seconds < 1 || threads < 1) {
            throw Refusal.usage(
                    "the rate is a multiple of 1000, and there is at least one thread, and one second to measure",
                    null);
        }
    }

    private void decisions() {
        requireRate();
        var measured = DecisionBenchmark.run(
                services,
                threads,
                rate,
                Duration.ofSeconds(seconds).dividedBy(2),
                Duration.ofSeconds(seconds),
                InstantSource.system(),
                terminal::tell);
        if (output.isJson()) {
            Json.print(terminal, measured);
        } else {
            terminal.print(text(measured));
        }
    }

    private void ledger() {
        if (rate < 1 || seconds < 1 || threads < 1 || services % threads != 0) {
            throw Refusal.usage(
                    "there is at least one claim, one second and one thread, and each thread has as many services",
                    null);
        }
        try (var opened = ledger.open(terminal, true)) {
            var measured = LedgerBenchmark.run(
                    opened,
                    services,
                    threads,
                    rate,
                    Duration.ofSeconds(seconds).dividedBy(2),
                    Duration.ofSeconds(seconds),
                    InstantSource.system());
            if (output.isJson()) {
                Json.print(terminal, measured);
            } else {
                terminal.print(text(measured));
            }
        }
    }

    private static String text(LedgerBenchmark.Result measured) {
        return String.format(
                Locale.ROOT,
                """
                services                        %,d
                threads                         %,d
                claims per second, asked for    %,d
                claims per second, durable      %,.0f
                due to durable, median          %.2f ms
                99 of 100                       %.2f ms
                the longest                     %.2f ms
                the end of a call, median       %.2f ms
                99 of 100                       %.2f ms
                the longest                     %.2f ms
                """,
                measured.services(),
                measured.threads(),
                measured.rate(),
                measured.claimsPerSecond(),
                measured.claimP50Millis(),
                measured.claimP99Millis(),
                measured.claimMaxMillis(),
                measured.endP50Millis(),
                measured.endP99Millis(),
                measured.endMaxMillis());
    }

    private static String text(DecisionBenchmark.Result measured) {
        return String.format(
                Locale.ROOT,
                """
                services                        %,d
                readings per second             %,.0f
                decisions per second            %,.0f
                plans timed                     %,d, and %,d made later
                due to planned, median          %.2f ms
                99 of 100                       %.2f ms
                the longest                     %.2f ms
                """,
                measured.services(),
                measured.readingsPerSecond(),
                measured.decisionsPerSecond(),
                measured.plans(),
                measured.laterPlans(),
                measured.p50Millis(),
                measured.p99Millis(),
                measured.maxMillis());
    }

    private static String text(ClusterBenchmark.Result measured) {
        return String.format(
                Locale.ROOT,
                """
                ledger                          %s
                services                        %,d
                readings per second             %,.0f
                of them over a link             %.0f %%
                no room for, dropped            %,d, %,d
                plans timed                     %,d, and %,d made later
                due to planned, median          %.2f ms
                99 of 100                       %.2f ms
                the longest                     %.2f ms
                """,
                measured.ledger(),
                measured.services(),
                measured.readingsPerSecond(),
                100 * measured.forwarded(),
                measured.refused(),
                measured.dropped(),
                measured.plans(),
                measured.laterPlans(),
                measured.p50Millis(),
                measured.p99Millis(),
                measured.maxMillis());
    }

    private static String text(LinkBenchmark.Result measured) {
        return String.format(Locale.ROOT, """
                readings per second, by link    %,.0f
                as JSON over HTTP               %,.0f
                """, measured.linkPerSecond(), measured.jsonPerSecond());
    }

    private static String text(RulesBenchmark.Result measured) {
        return String.format(
                Locale.ROOT,
                """
                services                        %,d
                readings per second of CPU      %,.0f
                times the loop by hand          %.1f
                garbage a reading               %,.0f B
                deployment of all of them       %,.0f ms
                heap a service                  %,.0f B
                """,
                measured.services(),
                measured.readingsPerSecond(),
                measured.ratioToLoop(),
                measured.bytesPerReading(),
                measured.deployMillis(),
                measured.heapPerServiceBytes());
    }
}
