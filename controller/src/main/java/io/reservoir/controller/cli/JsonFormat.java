package io.reservoir.controller.cli;

import io.reservoir.controller.api.view.DiagnosticView;
import io.reservoir.model.diagnostic.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a check found, for programs: one document of the project's own shape. */
final class JsonFormat implements CheckFormat {
    /** What a check found. */
    record Report(boolean valid, List<OfFile> files) {}

    /**
     * One file of it.
     *
     * @param service the name of its service, absent where it has errors or is a provider's
     * @param problem why it cannot be read, absent where it can
     */
    record OfFile(
            String file,
            boolean valid,
            @Nullable String service,
            List<DiagnosticView> diagnostics,
            @Nullable String problem) {}

    @Override
    public void print(Checked checked, Terminal terminal) {
        var files = checked.files().stream().map(JsonFormat::of).toList();
        Json.print(terminal, new Report(checked.isValid(), files));
    }

    private static OfFile of(CheckedFile file) {
        return switch (file) {
            case CheckedFile.Compiled compiled ->
                new OfFile(
                        compiled.name(),
                        !Diagnostic.anyError(compiled.diagnostics()),
                        compiled.service(),
                        DiagnosticView.of(compiled.diagnostics()),
                        null);
            case CheckedFile.Unreadable unreadable ->
                new OfFile(unreadable.name(), false, null, List.of(), unreadable.problem());
        };
    }
}
