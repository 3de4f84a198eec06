package io.reservoir.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.program.CheckedService;
import io.reservoir.model.diagnostic.DiagnosticText;
import io.reservoir.model.diagnostic.Severity;
import java.util.Objects;

/** Programs compiled from text, as a manifest comes in. */
public final class Texts {
    private Texts() {}

    /** The program of a rule file that must have no errors. */
    public static CheckedService compiled(String... lines) {
        var text = String.join("\n", lines) + "\n";
        var compilation = Rsl.compile("shop.rsl", text);
        assertThat(compilation.diagnostics())
                .as(DiagnosticText.print(compilation.diagnostics(), text))
                .noneMatch(d -> d.severity() == Severity.ERROR);
        return Objects.requireNonNull(compilation.service());
    }
}
