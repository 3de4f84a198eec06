package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.DiagnosticView;
import io.reservoir.dsl.Rsl;
import io.reservoir.model.diagnostic.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code check}: says what is wrong with manifests, without a server. */
@Command(name = "check", description = "Say what is wrong with manifests, without a server.")
final class Check implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final OutputOption output = new OutputOption();

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Manifests, - for standard input.")
    private List<String> files = List.of();

    Check(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What a check found, for programs. */
    record Report(boolean valid, List<OfFile> files) {}

    /**
     * One file of it.
     *
     * @param service the name of its service, absent where it has errors
     * @param problem why it cannot be read, absent where it can
     */
    record OfFile(
            String file,
            boolean valid,
            @Nullable String service,
            List<DiagnosticView> diagnostics,
            @Nullable String problem) {}

    @Override
    public Integer call() {
        var valid = true;
        var reports = new ArrayList<OfFile>();
        for (var file : files) {
            try {
                var manifest = ManifestFile.read(file, terminal);
                var compilation = Rsl.compile(manifest.name(), manifest.text());
                var service = compilation.service();
                valid &= service != null;
                if (output.isJson()) {
                    var name = service == null ? null : service.spec().id().name();
                    reports.add(new OfFile(
                            manifest.name(),
                            service != null,
                            name,
                            DiagnosticView.of(compilation.diagnostics()),
                            null));
                } else {
                    print(manifest, compilation.diagnostics());
                }
            } catch (Refusal e) {
                valid = false;
                Failures.tell(e, terminal);
                reports.add(new OfFile(file, false, null, List.of(), e.message()));
            }
        }
        if (output.isJson()) {
            Json.print(terminal, new Report(valid, reports));
        }
        return valid ? Exit.OK : Exit.FAILED;
    }

    private void print(ManifestFile manifest, List<Diagnostic> diagnostics) {
        terminal.print(Diagnoses.text(diagnostics, manifest.text(), terminal.style()));
        terminal.print(manifest.name() + ": " + Diagnoses.summary(diagnostics, terminal.style()) + "\n");
    }
}
