package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.RulesView;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.rules.drl.DrlPrinter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code rules}: the rules that a manifest is compiled into, as DRL. */
@Command(
        name = "rules",
        description = "Print the rules of a manifest or of a running service as DRL.",
        footer = {
            "",
            "  rules shop.rsl   of a file, without a server; - for standard input",
            "  rules WebShop    of a service, from a server or with --data",
            "",
            "The text is for reading: no server loads it. Below its head stands one rule for each statement, with",
            "the statement's text and place. It compiles with the types of io.reservoir.rules.drl."
        })
final class Rules implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final SiteOptions siteOptions = new SiteOptions();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Mixin
    private final SlaOption sla = new SlaOption();

    @Parameters(
            paramLabel = "FILE|SERVICE",
            arity = "0..1",
            description = "A manifest, or the name of a service; may be left out where there is one service.")
    private @Nullable String what;

    Rules(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var view = what != null && isFile(what) ? ofFile(what) : ofService();
        if (output.isJson()) {
            Json.print(terminal, view);
        } else {
            terminal.print(view.head());
            view.rules().forEach(rule -> terminal.print("\n" + rule.drl()));
        }
        return Exit.OK;
    }

    /** Names of services hold neither points nor slashes. */
    private static boolean isFile(String what) {
        try {
            return what.equals(ManifestFile.STDIN)
                    || what.contains(".")
                    || what.contains("/")
                    || Files.isRegularFile(Path.of(what));
        } catch (InvalidPathException e) {
            return true;
        }
    }

    private RulesView ofFile(String file) {
        var program = program(file, sla.book(terminal).latest());
        return RulesView.of(program.spec().id().name(), DrlPrinter.print(program));
    }

    private CheckedService program(String file, SlaClasses classes) {
        if (OvfFile.isOne(file)) {
            var read = OvfFile.read(file, "stdin.ovf", classes, terminal);
            var content = read.content();
            return of(read.name(), content.service(), content.diagnostics(), content::source);
        }
        var manifest = ManifestFile.read(file, terminal);
        if (Rsl.isProviders(manifest.name(), manifest.text())) {
            throw Refusal.of(manifest.name() + " is a provider's file: it has no rules", null);
        }
        var compilation = Rsl.compile(manifest.name(), manifest.text(), classes);
        return of(manifest.name(), compilation.service(), compilation.diagnostics(), diagnostic -> manifest.text());
    }

    private CheckedService of(
            String name,
            @Nullable CheckedService service,
            List<Diagnostic> diagnostics,
            Function<Diagnostic, String> source) {
        if (service == null) {
            Diagnoses.tell(diagnostics, source, terminal);
            throw Refusal.of(name + " has errors", null);
        }
        return service;
    }

    private RulesView ofService() {
        try (var site = siteOptions.open(terminal)) {
            return site.rules(what == null ? ServiceOption.only(site.names()) : what);
        }
    }
}
