package io.reservoir.controller.api.view;

import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something to say about a manifest; lines and columns count from 1, the end is exclusive. */
public record DiagnosticView(
        Severity severity,
        String code,
        String file,
        int line,
        int column,
        int endLine,
        int endColumn,
        String message,
        @Nullable String help) {
    public static DiagnosticView of(Diagnostic diagnostic) {
        var span = diagnostic.span();
        return new DiagnosticView(
                diagnostic.severity(),
                diagnostic.code(),
                span.file(),
                span.line(),
                span.column(),
                span.endLine(),
                span.endColumn(),
                diagnostic.message(),
                diagnostic.help());
    }

    public static List<DiagnosticView> of(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(DiagnosticView::of).toList();
    }
}
