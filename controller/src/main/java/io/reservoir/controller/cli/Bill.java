package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.bill.Billed;
import io.reservoir.controller.bill.Statement;
import io.reservoir.controller.bill.StatementText;
import io.reservoir.controller.bill.Unrated;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bill}: what a service costs. */
@Command(
        name = "bill",
        description = "Print what a service costs, by component and kind of charge.",
        footer = {"", "Each line names the ledger entries that it rests on: ./reservoir explain SEQ explains them."})
final class Bill implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final SiteOptions siteOptions = new SiteOptions();

    @Mixin
    private final ServiceOption serviceOption = new ServiceOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Times.Converter.class,
            description = "From that time on; otherwise from the beginning.")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = Times.Converter.class,
            description = "Up to and without that time; otherwise up to the last entry or now.")
    private @Nullable Instant to;

    @Option(names = "--entries", description = "Show what each line is made from, VEE by VEE.")
    private boolean entries;

    @Option(
            names = "--tariff",
            paramLabel = "FILE",
            description = "With --data, the prices; otherwise those of samples/tariffs/standard.rsl.")
    private @Nullable String tariff;

    Bill(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (from != null && to != null && to.isBefore(from)) {
            throw Refusal.usage("--to is before --from", null);
        }
        if (tariff != null && !siteOptions.isLocal()) {
            throw Refusal.usage("--tariff goes with --data; a server has tariffs of its own", null);
        }
        try (var site = siteOptions.open(terminal)) {
            var service = serviceOption.in(site);
            return switch (billed(site, service)) {
                case Statement statement -> print(statement);
                case Unrated unrated -> throw Refusal.of(unrated.told(), null);
            };
        }
    }

    private Billed billed(Site site, String service) {
        return switch (site) {
            case ServerSite server ->
                server.about(service, () -> {
                    var path = new Query(Paths.of(Paths.STATEMENT, service))
                            .with("from", from)
                            .with("to", to)
                            .toString();
                    return server.server().get(path, Statement.class);
                });
            case LedgerSite local -> LocalBill.of(local, service, from, to, LocalBill.tariffs(tariff, terminal));
        };
    }

    private int print(Statement statement) {
        if (output.isJson()) {
            Json.print(terminal, statement);
        } else {
            terminal.print(entries ? StatementText.withEntries(statement) : StatementText.of(statement));
        }
        return Exit.OK;
    }
}
