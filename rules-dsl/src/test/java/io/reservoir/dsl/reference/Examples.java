package io.reservoir.dsl.reference;

import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.ovf.Ovf;
import io.reservoir.dsl.ovf.OvfImport;
import io.reservoir.dsl.ovf.OvfLimits;
import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.DiagnosticText;
import io.reservoir.model.sla.SlaClasses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Compiles the examples of the reference, each as what it is: a new kind of file is a case here. */
final class Examples {
    private Examples() {}

    /**
     * What the compiler says of an example.
     *
     * @param source the text that a diagnostic is about
     */
    record Answer(List<Diagnostic> diagnostics, Function<Diagnostic, String> source) {
        /** As people read it. */
        String text(Predicate<Diagnostic> wanted) {
            return diagnostics.stream()
                    .filter(wanted)
                    .map(diagnostic -> DiagnosticText.print(diagnostic, source.apply(diagnostic)))
                    .collect(Collectors.joining());
        }

        String text() {
            return text(diagnostic -> true);
        }
    }

    static Answer answer(Example example) {
        var text = example.text();
        return switch (example.language()) {
            case "rsl" -> new Answer(rsl(text), diagnostic -> text);
            case "export" -> new Answer(Ovf.export("example.rsl", text).diagnostics(), diagnostic -> text);
            case "xml" -> answer(Ovf.compile("example.ovf", text));
            case "ova" -> answer(archive(text));
            default -> throw new AssertionError("no compiler of `" + example.language() + "` is known here");
        };
    }

    private static List<Diagnostic> rsl(String text) {
        return Rsl.isProviders("example.rsl", text)
                ? Rsl.provider("example.rsl", text).diagnostics()
                : Rsl.compile("example.rsl", text).diagnostics();
    }

    private static OvfImport archive(String listing) {
        try {
            var bytes = new ByteArrayInputStream(ExampleArchive.of(listing));
            return Ovf.compile("example.ova", bytes, SlaClasses.SHIPPED, OvfLimits.DEFAULT);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Answer answer(OvfImport imported) {
        return new Answer(imported.diagnostics(), imported::source);
    }
}
