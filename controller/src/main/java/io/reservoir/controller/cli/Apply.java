package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.Paths;
import io.reservoir.controller.api.view.ServiceView;
import io.reservoir.controller.api.view.SubmittedView;
import io.reservoir.controller.image.Lifecycle;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code apply}: gives a manifest to a server. */
@Command(name = "apply", description = "Give a manifest to a server: a new service, or new rules of a known one.")
final class Apply implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ServerOption serverOption = new ServerOption();

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(paramLabel = "FILE", description = "The manifest, - for standard input.")
    private String file = "";

    @Option(
            names = "--activate",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Let the service run (the default), or only define it.")
    private boolean activate = true;

    @Option(names = "--dry-run", description = "Only say what would change.")
    private boolean dryRun;

    Apply(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var manifest = ManifestFile.read(file, terminal);
        var compilation = Rsl.compile(manifest.name(), manifest.text());
        var style = terminal.style();
        var program = compilation.service();
        if (!compilation.diagnostics().isEmpty()) {
            terminal.tell(Diagnoses.text(compilation.diagnostics(), manifest.text(), style)
                    .stripTrailing());
        }
        if (program == null) {
            var summary = Diagnoses.summary(compilation.diagnostics(), style);
            Failures.tell(manifest.name() + ": " + summary + "; nothing was applied", null, terminal);
            return Exit.FAILED;
        }
        try (var server = serverOption.connect(terminal)) {
            return apply(manifest, program, server);
        }
    }

    private Integer apply(ManifestFile manifest, CheckedService program, Server server) {
        var service = program.spec().id().name();
        var before = before(server, service);
        var changes = Changes.between(before, program);
        terminal.tell(
                before == null
                        ? "new service " + service
                        : changes.isEmpty() ? "service " + service + ": no change" : "service " + service + " changes");
        changes.forEach(change -> terminal.tell("  " + change));
        if (dryRun) {
            terminal.tell("nothing was applied (--dry-run)");
            return Exit.OK;
        }
        try {
            print(submit(manifest, service, server));
            return Exit.OK;
        } catch (ProblemReply e) {
            Failures.tell(e.problem(), manifest.text(), terminal);
            return Exit.FAILED;
        }
    }

    /** The program in force, null where the service is new. */
    private static @Nullable CheckedService before(Server server, String service) {
        try {
            return Rsl.compile(service + ".rsl", server.text(Paths.of(Paths.MANIFEST, service)))
                    .service();
        } catch (ProblemReply e) {
            if (e.isNotFound()) {
                return null;
            }
            throw e;
        }
    }

    private SubmittedView submit(ManifestFile manifest, String service, Server server) {
        var path = new Query(Paths.of(Paths.SERVICE, service))
                .with("file", manifest.sendableName())
                .toString();
        var submitted = server.put(path, manifest.text(), SubmittedView.class);
        if (!activate || submitted.service().lifecycle() == Lifecycle.ACTIVE) {
            return submitted;
        }
        var active = server.post(Paths.of(Paths.ACTIVATE, service), null, ServiceView.class);
        return new SubmittedView(active, submitted.diagnostics());
    }

    private void print(SubmittedView submitted) {
        if (output.isJson()) {
            Json.print(terminal, submitted);
            return;
        }
        var view = submitted.service();
        terminal.print(view.service() + " is " + Lifecycles.words(view.lifecycle()) + " with manifest #"
                + view.manifestSeq() + "\n");
        if (view.lifecycle() == Lifecycle.DEFINED) {
            terminal.tell(" next: ./reservoir activate " + view.service());
        }
    }
}
