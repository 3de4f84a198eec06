package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.DiagnosticView;
import io.reservoir.controller.api.view.ProblemView;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.Span;
import org.jspecify.annotations.Nullable;

/** How a command says that something did not work: one line, and what to do. */
final class Failures {
    private static final String UNKNOWN_ROUTE = "urn:reservoir:problem:unknown-route";

    private Failures() {}

    static void tell(Refusal refusal, Terminal terminal) {
        tell(refusal.message(), refusal.help(), terminal);
    }

    static void tell(String message, @Nullable String help, Terminal terminal) {
        terminal.tell(terminal.style().red("reservoir:") + " " + message);
        if (help != null) {
            terminal.tell(" help: " + help);
        }
    }

    /** A problem document as text; {@code source} is the manifest that it may be about, null where it is not at hand. */
    static void tell(ProblemView problem, @Nullable String source, Terminal terminal) {
        if (problem.type().equals(UNKNOWN_ROUTE)) {
            tell("the server knows no " + problem.instance(), "is it of this release?", terminal);
            return;
        }
        tell(problem.detail(), null, terminal);
        var diagnostics = problem.diagnostics();
        if (diagnostics != null) {
            var all = diagnostics.stream().map(Failures::diagnostic).toList();
            terminal.tell((source == null
                            ? Diagnoses.withoutSource(all, terminal.style())
                            : Diagnoses.text(all, source, terminal.style()))
                    .stripTrailing());
        }
        var errors = problem.errors();
        if (errors != null) {
            errors.forEach(error -> terminal.tell(" reading " + error.index()
                    + (error.field() == null ? "" : ", `" + error.field() + "`") + ": " + error.message()));
        }
        if (problem.id() != null) {
            terminal.tell(" help: the server's log has more under the id " + problem.id());
        }
    }

    private static Diagnostic diagnostic(DiagnosticView view) {
        var span = new Span(view.file(), view.line(), view.column(), view.endLine(), view.endColumn(), 0, 0);
        return new Diagnostic(view.severity(), view.code(), span, view.message(), view.help());
    }
}
