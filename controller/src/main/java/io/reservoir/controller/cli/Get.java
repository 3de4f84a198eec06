package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.DecisionsView;
import io.reservoir.controller.api.view.HostsView;
import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ServicesView;
import io.reservoir.controller.api.view.VeesView;
import io.reservoir.controller.explain.Table;
import io.reservoir.controller.explain.Words;
import io.reservoir.dsl.problem.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code get}: shows what there is. */
@Command(
        name = "get",
        description = "Show what there is, as a table or as JSON.",
        footer = {
            "",
            "  get services             all services (the default)",
            "  get service WebShop      one of them, with its components and targets",
            "  get vees -s WebShop      its VEEs",
            "  get decisions            its last decisions, the newest first",
            "  get hosts                the hosts of the site"
        })
final class Get implements Callable<Integer> {
    private static final List<String> THINGS = List.of("services", "service", "vees", "decisions", "hosts");

    private final Terminal terminal;

    @Mixin
    private final SiteOptions siteOptions = new SiteOptions();

    @Mixin
    private final ServiceOption serviceOption = new ServiceOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "WHAT",
            description = "services, service, vees, decisions or hosts.")
    private String what = "services";

    @Parameters(index = "1", arity = "0..1", paramLabel = "SERVICE", description = "The service, as -s.")
    private @Nullable String named;

    @Option(
            names = {"-c", "--component"},
            paramLabel = "COMPONENT",
            description = "Only VEEs or decisions of that component.")
    private @Nullable String component;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "COUNT",
            description = "At most so many decisions; otherwise 20.")
    private int limit = 20;

    Get(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var word = what.toLowerCase(Locale.ROOT);
        if (limit < 1) {
            throw Refusal.usage("--limit counts from 1", null);
        }
        if (word.equals("hosts") || word.equals("host")) {
            return hosts();
        }
        try (var site = siteOptions.open(terminal)) {
            switch (word) {
                case "services" -> services(site);
                case "service" -> service(site);
                case "vees", "vee" -> vees(site);
                case "decisions", "decision" -> decisions(site);
                default ->
                    throw Refusal.usage("there is no `" + what + "` to get", Suggestion.help(what, THINGS, "things"));
            }
        }
        return Exit.OK;
    }

    private String chosen(Site site) {
        return named == null ? serviceOption.in(site) : named;
    }

    private void services(Site site) {
        var services = site.services();
        if (output.isJson()) {
            Json.print(terminal, new ServicesView(services, null));
            return;
        }
        if (services.isEmpty()) {
            terminal.tell("there is no service yet: ./reservoir apply FILE");
        } else {
            terminal.print(Tables.services(services, output.isWide()));
        }
    }

    private void service(Site site) {
        var service = site.service(chosen(site));
        if (output.isJson()) {
            Json.print(terminal, service);
            return;
        }
        terminal.print(service.service() + ": " + Lifecycles.words(service.lifecycle()) + ", manifest #"
                + service.manifestSeq() + ", entry #" + service.lastSeq() + " at " + Words.of(service.lastAt())
                + "\n\n");
        terminal.print(Tables.components(service, output.isWide(), terminal.style()));
        if (!service.variables().isEmpty()) {
            terminal.print("\n");
            terminal.print(Tables.variables(service));
        }
    }

    private void vees(Site site) {
        var service = chosen(site);
        var vees = site.vees(service).stream()
                .filter(vee -> component == null || vee.component().equals(component))
                .toList();
        if (output.isJson()) {
            Json.print(terminal, new VeesView(vees));
            return;
        }
        print(Tables.vees(vees, output.isWide(), terminal.style()), "no VEEs");
    }

    private void decisions(Site site) {
        var decisions = site.decisions(chosen(site), component, limit);
        if (output.isJson()) {
            Json.print(terminal, new DecisionsView(decisions, null));
            return;
        }
        print(Tables.decisions(decisions, output.isWide()), "no decisions");
    }

    private Integer hosts() {
        if (siteOptions.isLocal()) {
            throw Refusal.usage("hosts stand in no ledger", "ask a server: leave --data out");
        }
        try (var server = siteOptions.server().connect(terminal)) {
            var hosts = server.get(Paths.HOSTS, HostsView.class);
            if (output.isJson()) {
                Json.print(terminal, hosts);
            } else {
                print(Tables.hosts(hosts.hosts(), terminal.style()), "no hosts");
            }
        }
        return Exit.OK;
    }

    private void print(Table table, String otherwise) {
        if (table.isEmpty()) {
            terminal.tell(otherwise);
        } else {
            terminal.print(table);
        }
    }
}
