package io.reservoir.controller.cli;

import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.DiagnosticText;
import io.reservoir.model.diagnostic.Severity;
import java.util.List;

/** A file as a suite of tests: each error and each warning is one of them, and so is being free of both. */
record JunitSuite(String name, List<Case> cases) {
    /** One test and how it ended. */
    sealed interface Case {
        String name();
    }

    /** It passed. */
    record Passed(String name) implements Case {}

    /** It passed, with something to say. */
    record Noted(String name, String text) implements Case {}

    /** It failed; {@code type} is the severity of what was found. */
    record Failed(String name, String type, String message, String text) implements Case {}

    /** It could not be made. */
    record Unread(String name, String message) implements Case {}

    static JunitSuite of(CheckedFile file, Checked checked) {
        return new JunitSuite(
                file.name(),
                switch (file) {
                    case CheckedFile.Compiled compiled -> cases(compiled, checked);
                    case CheckedFile.Unreadable unreadable -> List.of(new Unread("can be read", unreadable.problem()));
                });
    }

    long failures() {
        return cases.stream().filter(Failed.class::isInstance).count();
    }

    long errors() {
        return cases.stream().filter(Unread.class::isInstance).count();
    }

    private static List<Case> cases(CheckedFile.Compiled file, Checked checked) {
        var cases = file.diagnostics().stream()
                .filter(diagnostic -> diagnostic.severity() != Severity.INFO)
                .map(diagnostic -> of(diagnostic, file.source().apply(diagnostic), checked))
                .toList();
        return cases.isEmpty() ? List.of(new Passed("no errors or warnings")) : cases;
    }

    private static Case of(Diagnostic diagnostic, String source, Checked checked) {
        var span = diagnostic.span();
        var name = diagnostic.code() + " at " + span.line() + ":" + span.column() + ": " + diagnostic.message();
        var text = DiagnosticText.print(diagnostic, source);
        return checked.refuses(diagnostic.severity())
                ? new Failed(name, diagnostic.severity().word(), diagnostic.message(), text)
                : new Noted(name, text);
    }
}
