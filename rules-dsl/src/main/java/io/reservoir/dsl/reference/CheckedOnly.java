package io.reservoir.dsl.reference;

import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.problem.Code;
import io.reservoir.model.diagnostic.Diagnostic;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What this release checks and does not carry out: the compiler itself says so about the examples. */
final class CheckedOnly {
    private static final Pattern WORD = Pattern.compile("`[^`]+`");

    private CheckedOnly() {}

    /** A note that goes behind an example; empty where all of it is carried out. */
    static String note(String example) {
        var words = words(Stream.of(example));
        return words.isEmpty()
                ? ""
                : "\n\n> Checked only: this release does not carry out " + String.join(", ", words)
                        + ", and warns of it (" + Code.NOT_YET.code() + ").";
    }

    /** The words that are checked only, in back-ticks, each once. */
    static List<String> words(Stream<String> examples) {
        return examples.flatMap(example -> Rsl.compile("example.rsl", example).diagnostics().stream())
                .filter(diagnostic -> diagnostic.code().equals(Code.NOT_YET.code()))
                .map(Diagnostic::message)
                .flatMap(message -> WORD.matcher(message).results().limit(1))
                .map(found -> found.group())
                .distinct()
                .toList();
    }
}
