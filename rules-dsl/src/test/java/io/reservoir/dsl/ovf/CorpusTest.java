package io.reservoir.dsl.ovf;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.problem.Code;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.DiagnosticText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every envelope and archive of the corpus says exactly what its baseline, the {@code .txt} beside it, says: its
 * statements, the sections that are kept, and what there is to say about it. The baselines are rewritten by
 * {@code -Dbaselines.rewrite=true}. An archive is a folder of parts, put together by {@link Archives}.
 */
final class CorpusTest {
    private static final Path ENVELOPES = Path.of("src", "test", "resources", "ovf");
    private static final Path ARCHIVES = ENVELOPES.resolve("archives");

    /** Said by an export, which {@link ExportTest} tests. */
    private static final Set<Code> OF_EXPORTS = Set.of(Code.OVF_EXPORT);

    static Stream<Path> envelopes() {
        return listed(ENVELOPES).filter(p -> p.toString().endsWith(".ovf"));
    }

    static Stream<Path> archives() {
        return listed(ARCHIVES).filter(Files::isDirectory);
    }

    private static Stream<Path> listed(Path folder) {
        try (var listed = Files.list(folder)) {
            return listed.sorted().toList().stream();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void anEnvelopeSaysWhatItsBaselineSays(Path file) throws IOException {
        compare(Ovf.compile(file), file.resolveSibling(name(file).replace(".ovf", ".txt")));
    }

    @ParameterizedTest
    @MethodSource("archives")
    void anArchiveSaysWhatItsBaselineSays(Path folder) throws IOException {
        compare(imported(folder), folder.resolveSibling(name(folder) + ".txt"));
    }

    private static OvfImport imported(Path folder) throws IOException {
        return Archives.compile(name(folder) + ".ova", new ByteArrayInputStream(Archives.of(folder)));
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static void compare(OvfImport imported, Path baseline) throws IOException {
        var said = rendered(imported);
        if (Boolean.getBoolean("baselines.rewrite")) {
            Files.writeString(baseline, said);
        }
        assertThat(said).isEqualTo(Files.readString(baseline));
        assertThat(imported.service() == null).isEqualTo(Diagnostic.anyError(imported.diagnostics()));
    }

    private static String rendered(OvfImport imported) {
        var file = imported.file();
        return (file == null ? "" : StatementDump.of(file.statements()))
                + imported.kept().stream()
                        .map(s -> "kept of `" + s.owner() + "`: " + s.name() + " of " + s.namespace() + "\n" + s.xml()
                                + "\n")
                        .collect(Collectors.joining())
                + "---\n"
                + imported.diagnostics().stream()
                        .map(d -> DiagnosticText.print(d, imported.source(d)))
                        .collect(Collectors.joining());
    }

    @Test
    void everyCodeOfEnvelopesIsSaidSomewhere() throws IOException {
        var said = new HashSet<String>();
        for (var file : envelopes().toList()) {
            Ovf.compile(file).diagnostics().forEach(d -> said.add(d.code()));
        }
        for (var folder : archives().toList()) {
            imported(folder).diagnostics().forEach(d -> said.add(d.code()));
        }
        assertThat(Arrays.stream(Code.values()).filter(c -> c.isOfEnvelopes() && !OF_EXPORTS.contains(c)))
                .extracting(Code::code)
                .allMatch(said::contains);
    }
}
