package io.reservoir.controller.cli;

import io.reservoir.model.diagnostic.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a check found in one file. */
sealed interface CheckedFile {
    /** What messages call it. */
    String name();

    List<Diagnostic> diagnostics();

    /**
     * It was read and compiled.
     *
     * @param service the name of its service, null where it has errors or is a provider's
     */
    record Compiled(ManifestFile manifest, @Nullable String service, List<Diagnostic> diagnostics)
            implements CheckedFile {
        @Override
        public String name() {
            return manifest.name();
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
