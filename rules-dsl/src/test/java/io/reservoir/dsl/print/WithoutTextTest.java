package io.reservoir.dsl.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.ovf.Ovf;
import io.reservoir.dsl.parser.SourceParser;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.syntax.SourceText;
import io.reservoir.dsl.syntax.Statement;
import io.reservoir.model.diagnostic.DiagnosticText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements that nobody typed are printed from what they mean, and read as what they were. */
final class WithoutTextTest {
    private static List<Statement> parsed(String text) {
        var problems = new Problems();
        var file = SourceParser.parse(new SourceText("x.rsl", text), Limits.DEFAULT, problems);
        assertThat(problems.sorted(10))
                .as("%s\nin\n%s", DiagnosticText.print(problems.sorted(10), text), text)
                .isEmpty();
        return file.statements();
    }

    private static void readsAsWhatItWas(List<Statement> statements) {
        var printed = SourcePrinter.print(statements);
        var again = parsed(printed);
        assertThat(TreeText.of(again)).as(printed).isEqualTo(TreeText.of(statements));
        assertThat(SourcePrinter.print(again)).isEqualTo(printed);
        assertThat(printed).doesNotContain(" \n", "\n\n\n").doesNotStartWith("\n");
    }

    static Stream<Path> envelopes() throws IOException {
        return endingWith(Path.of("src", "test", "resources", "ovf"), ".ovf");
    }

    static Stream<Path> samples() throws IOException {
        return endingWith(Path.of("..", "samples"), ".rsl")
                .filter(file -> !file.toString().contains("broken"));
    }

    private static Stream<Path> endingWith(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void thoseOfAnEnvelope(Path file) throws IOException {
        var imported = Ovf.compile(file);
        if (imported.service() != null && imported.file() != null) {
            readsAsWhatItWas(imported.file().statements());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void thoseOfASample(Path file) throws IOException {
        readsAsWhatItWas(parsed(Files.readString(file)));
    }

    @Test
    void whatCanBeWrittenInSeveralWaysIsWrittenPlainly() {
        var statements = parsed("Deploy(C) = { \"two  blanks\", A b, \"x-y\" }\nX(C[02]) = 1e3\nY(C) = 0.50\n"
                + "C(1 CPU) { set A = \"q\\\" \\\\ \\n\" }");
        assertThat(SourcePrinter.print(statements)).isEqualTo("""
                Deploy(C) = { "two  blanks", A b, "x-y" }
                X(C[2]) = 1000
                Y(C) = 0.5

                C(1 CPU) {
                  set A = "q\\" \\\\ \\n"
                }
                """);
    }
}
