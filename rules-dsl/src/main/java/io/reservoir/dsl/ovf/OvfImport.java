package io.reservoir.dsl.ovf;

import io.reservoir.dsl.program.CheckedService;
import io.reservoir.dsl.syntax.SourceFile;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.model.diagnostic.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of an envelope or archive.
 *
 * @param file the statements that it says, with places in the envelope; null if it could not be read at all
 * @param service the program of the statements, null if there is any error
 * @param kept the sections of others that it may be read without
 * @param sources the texts that diagnostics are about, by the file of their spans: the envelope, and of an archive also
 *     its manifest of digests and, under the archive's own name, the list of its members, one a line
 * @param diagnostics everything there is to say: first of the archive, then of the envelope by place
 */
public record OvfImport(
        @Nullable SourceFile file,
        @Nullable CheckedService service,
        List<VerbatimSection> kept,
        List<SourceText> sources,
        List<Diagnostic> diagnostics) {
    /** The text that a diagnostic is about. */
    public String source(Diagnostic diagnostic) {
        return sources.stream()
                .filter(s -> s.file().equals(diagnostic.span().file()))
                .map(SourceText::text)
                .findFirst()
                .orElse("");
    }
}
