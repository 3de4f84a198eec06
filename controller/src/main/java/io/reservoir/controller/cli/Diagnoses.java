package io.reservoir.controller.cli;

import io.reservoir.model.diagnostic.Diagnostic;
import io.reservoir.model.diagnostic.DiagnosticText;
import io.reservoir.model.diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Diagnostics on a terminal. */
final class Diagnoses {
    private Diagnoses() {}

    /** All of them with their lines of the text. */
    static String text(List<Diagnostic> diagnostics, String source, Style style) {
        return text(diagnostics, diagnostic -> source, style);
    }

    /** The same where they are about several texts. */
    static String text(List<Diagnostic> diagnostics, Function<Diagnostic, String> source, Style style) {
        var text = new StringBuilder();
        for (var diagnostic : diagnostics) {
            var word = diagnostic.severity().word();
            var printed = DiagnosticText.print(diagnostic, source.apply(diagnostic));
            text.append(painted(diagnostic.severity(), word, style)).append(printed.substring(word.length()));
        }
        return text.toString();
    }

    /** Tells them beside the result, if there are any. */
    static void tell(List<Diagnostic> diagnostics, Function<Diagnostic, String> source, Terminal terminal) {
        if (!diagnostics.isEmpty()) {
            terminal.tell(text(diagnostics, source, terminal.style()).stripTrailing());
        }
    }

    /** The same where the text is not at hand: places and messages alone. */
    static String withoutSource(List<Diagnostic> diagnostics, Style style) {
        return text(diagnostics, "", style)
                .lines()
                .filter(line -> !line.startsWith(" |"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    /** {@code 2 errors, 1 warning}, or {@code ok}. */
    static String summary(List<Diagnostic> diagnostics, Style style) {
        return summary(!Diagnostic.anyError(diagnostics), counts(diagnostics, style), style);
    }

    /** The same of counts that were made already. */
    static String summary(boolean ok, List<String> counts, Style style) {
        return Stream.concat(ok ? Stream.of(style.green("ok")) : Stream.of(), counts.stream())
                .collect(Collectors.joining(", "));
    }

    /** {@code 2 errors}, {@code 1 warning}: how many there are of each severity, without those that there are none of. */
    static List<String> counts(List<Diagnostic> diagnostics, Style style) {
        var parts = new ArrayList<String>();
        for (var severity : Severity.values()) {
            var count =
                    diagnostics.stream().filter(d -> d.severity() == severity).count();
            if (count > 0) {
                var noun = severity == Severity.INFO ? "note" : severity.word();
                parts.add(painted(severity, count + " " + noun + (count == 1 ? "" : "s"), style));
            }
        }
        return parts;
    }

    private static String painted(Severity severity, String text, Style style) {
        return switch (severity) {
            case ERROR -> style.red(text);
            case WARNING -> style.yellow(text);
            case INFO -> style.cyan(text);
        };
    }
}
