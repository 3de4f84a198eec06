package io.reservoir.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.problem.Code;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.DiagnosticText;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.sla.SlaVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of the corpus says exactly what its baseline, the {@code .txt} beside it, says. The baselines are
 * rewritten by {@code -Dbaselines.rewrite=true}.
 */
final class BrokenFilesTest {
    private static final Path SERVICES = Path.of("src", "test", "resources", "broken");
    private static final Path PROVIDERS = Path.of("src", "test", "resources", "broken-provider");

    /** Services of a provider who has the SLA classes of {@code classes/classes.rsl}. */
    private static final Path OWN_CLASSES = Path.of("src", "test", "resources", "broken-own-classes");

    static Stream<Path> files() {
        return Stream.of(SERVICES, PROVIDERS, OWN_CLASSES).flatMap(BrokenFilesTest::rslFiles);
    }

    private static Stream<Path> rslFiles(Path folder) {
        try (var listed = Files.list(folder)) {
            return listed.filter(p -> p.toString().endsWith(".rsl")).sorted().toList().stream();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static List<Diagnostic> diagnostics(Path file) throws IOException {
        var name = file.getFileName().toString();
        var text = Files.readString(file);
        if (file.startsWith(PROVIDERS)) {
            return Rsl.provider(name, text).diagnostics();
        }
        return file.startsWith(OWN_CLASSES)
                ? Rsl.compile(name, text, ownClasses()).diagnostics()
                : Rsl.compile(name, text).diagnostics();
    }

    private static SlaClasses ownClasses() throws IOException {
        var written = Files.readString(OWN_CLASSES.resolve("classes").resolve("classes.rsl"));
        return new SlaClasses(Rsl.provider("classes.rsl", written).slaClasses().stream()
                .map(SlaVersion::slaClass)
                .toList());
    }

    @ParameterizedTest
    @MethodSource("files")
    void saysWhatItsBaselineSays(Path file) throws IOException {
        var baseline = file.resolveSibling(file.getFileName().toString().replace(".rsl", ".txt"));
        var said = DiagnosticText.print(diagnostics(file), Files.readString(file));
        if (Boolean.getBoolean("baselines.rewrite")) {
            Files.writeString(baseline, said);
        }
        assertThat(said).isEqualTo(Files.readString(baseline));
    }

    @Test
    void everyCodeIsSaidSomewhere() throws IOException {
        var said = new HashSet<String>();
        for (var file : files().toList()) {
            diagnostics(file).forEach(d -> said.add(d.code()));
        }
        assertThat(Arrays.stream(Code.values()).filter(c -> !c.isOfEnvelopes()).map(Code::code))
                .allMatch(said::contains);
    }
}
