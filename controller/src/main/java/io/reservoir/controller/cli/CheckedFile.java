package io.reservoir.controller.cli;

import io.reservoir.model.diagnostic.Diagnostic;
import java.util.List;
import java.util.function.Function;
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
     * @param source the text that a diagnostic is about
     */
    record Compiled(
            String name, @Nullable String service, List<Diagnostic> diagnostics, Function<Diagnostic, String> source)
            implements CheckedFile {}

    /** It cannot be read; {@code problem} is a line that names it and says why. */
    record Unreadable(String name, String problem) implements CheckedFile {
        @Override
        public List<Diagnostic> diagnostics() {
            return List.of();
        }
    }
}
