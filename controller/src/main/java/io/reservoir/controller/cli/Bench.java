package io.reservoir.controller.cli;

import io.reservoir.rules.bench.RulesBenchmark;
import io.reservoir.rules.bench.Workload;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bench rules}: what this machine carries. */
@Command(
        name = "bench",
        description = "Measure what this machine carries.",
        sortOptions = false,
        footer = {
            "",
            "rules: services of eight series and ten statements take readings through the engine, deciding included, and",
            "in turn through a loop written by hand, which must come to equal decisions."
        })
final class Bench implements Callable<Integer> {
    private static final String RULES = "rules";

    private final Terminal terminal;

    @Parameters(paramLabel = "WHAT", description = "rules")
    private String what = RULES;

    @Option(names = "--services", paramLabel = "N", defaultValue = "1000", description = "How many (default: 1000).")
    private int services = 1_000;

    @Option(
            names = "--shapes",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many different rule sets they have among them (default: 1).")
    private int shapes = 1;

    @Option(
            names = "--readings",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Readings in each of four rounds (default: 200000).")
    private long readings = 200_000;

    @Mixin
    private final OutputOption output = new OutputOption();

    Bench(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What programs get of it. */
    record Result(
            int services,
            double readingsPerSecond,
            double ratioToLoop,
            double bytesPerReading,
            double deployMillis,
            double heapPerServiceBytes) {}

    @Override
    public Integer call() {
        if (!what.equals(RULES)) {
            throw Refusal.usage("there is no benchmark `" + what + "`", "there is `rules`");
        }
        if (services < 1 || shapes < 1 || shapes > services || readings < 1) {
            throw Refusal.usage("at least one service and one reading, and no more shapes than services", null);
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
        return Exit.OK;
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
