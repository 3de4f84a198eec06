package io.reservoir.controller.cli;

import io.reservoir.model.diagnostic.DiagnosticText;
import io.reservoir.model.diagnostic.Severity;
import java.util.ArrayList;

/** What a check found, for people. A file that cannot be read was told already, beside the result. */
final class TextFormat implements CheckFormat {
    @Override
    public void print(Checked checked, Terminal terminal) {
        for (var file : checked.files()) {
            switch (file) {
                case CheckedFile.Compiled compiled -> print(compiled, checked, terminal);
                case CheckedFile.Unreadable unreadable -> {}
            }
        }
        if (checked.files().size() > 1) {
            terminal.print(checked.files().size() + " files: " + total(checked, terminal.style()) + "\n");
        }
        if (checked.failsByWarnings()) {
            terminal.print(strictly(checked.count(Severity.WARNING), terminal.style()) + "\n");
        }
    }

    private static void print(CheckedFile.Compiled file, Checked checked, Terminal terminal) {
        var diagnostics = file.diagnostics();
        var style = terminal.style();
        var refused = diagnostics.stream().anyMatch(diagnostic -> checked.refuses(diagnostic.severity()));
        terminal.print(Diagnoses.text(diagnostics, file.source(), style));
        terminal.print(DiagnosticText.visible(file.name()) + ": "
                + Diagnoses.summary(!refused, Diagnoses.counts(diagnostics, style), style) + "\n");
    }

    private static String total(Checked checked, Style style) {
        var counts = new ArrayList<>(Diagnoses.counts(checked.diagnostics(), style));
        if (checked.unreadable() > 0) {
            counts.add(style.red(checked.unreadable() + " unreadable"));
        }
        return Diagnoses.summary(checked.exitCode() == Exit.OK, counts, style);
    }

    private static String strictly(long warnings, Style style) {
        return style.red(warnings + (warnings == 1 ? " warning" : " warnings") + ", and --strict allows none");
    }
}
