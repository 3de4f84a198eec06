package io.reservoir.controller.cli;

import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.Severity;
import java.util.List;

/**
 * What a check found.
 *
 * @param strict true if it may not even find warnings
 */
record Checked(List<CheckedFile> files, boolean strict) {
    Checked {
        files = List.copyOf(files);
    }

    List<Diagnostic> diagnostics() {
        return files.stream().flatMap(file -> file.diagnostics().stream()).toList();
    }

    long count(Severity severity) {
        return diagnostics().stream().filter(d -> d.severity() == severity).count();
    }

    long unreadable() {
        return files.stream().filter(CheckedFile.Unreadable.class::isInstance).count();
    }

    boolean isValid() {
        return count(Severity.ERROR) == 0 && unreadable() == 0;
    }

    /** True if nothing but warnings make it fail. */
    boolean failsByWarnings() {
        return strict && isValid() && count(Severity.WARNING) > 0;
    }

    /** True if what is as severe as that makes the check fail. */
    boolean refuses(Severity severity) {
        return switch (severity) {
            case ERROR -> true;
            case WARNING -> strict;
            case INFO -> false;
        };
    }

    int exitCode() {
        if (failsByWarnings()) {
            return Exit.WARNINGS;
        }
        return isValid() ? Exit.OK : Exit.FAILED;
    }
}
