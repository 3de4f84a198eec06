package io.reservoir.dsl.reference;

import io.reservoir.dsl.Rsl;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.DiagnosticText;
import java.util.List;

/** Compiles the examples of the reference, each as what it is: a new kind of file is a case here. */
final class Examples {
    private static final String NAME = "example.";

    private Examples() {}

    static List<Diagnostic> diagnostics(Example example) {
        var file = NAME + example.language();
        return switch (example.language()) {
            case "rsl" ->
                Rsl.isProviders(file, example.text())
                        ? Rsl.provider(file, example.text()).diagnostics()
                        : Rsl.compile(file, example.text()).diagnostics();
            default -> throw new AssertionError("no compiler of `" + example.language() + "` is known here");
        };
    }

    /** What the compiler says of an example, as people read it. */
    static String said(Example example, List<Diagnostic> diagnostics) {
        return DiagnosticText.print(diagnostics, example.text());
    }
}
