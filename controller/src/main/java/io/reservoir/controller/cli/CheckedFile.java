package io.reservoir.controller.cli;

import io.reservoir.dsl.Compilation;
import io.reservoir.model.diagnostic.Diagnostic;
import java.util.List;

/** What a check found in one file. */
sealed interface CheckedFile {
    /** What messages call it. */
    String name();

    List<Diagnostic> diagnostics();

    /** It was read and compiled. */
    record Compiled(ManifestFile manifest, Compilation compilation) implements CheckedFile {
        @Override
        public String name() {
            return manifest.name();
        }

        @Override
        public List<Diagnostic> diagnostics() {
            return compilation.diagnostics();
        }
    }

    /** It cannot be read; {@code problem} is a line that names it and says why. */
    record Unreadable(String name, String problem) implements CheckedFile {
        @Override
        public List<Diagnostic> diagnostics() {
            return List.of();
        }
    }
}
