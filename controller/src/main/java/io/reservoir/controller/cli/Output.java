package io.reservoir.controller.cli;

import io.reservoir.dsl.problem.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** In which form a command prints its result. */
enum Output {
    /** For people. */
    TEXT,
    /** For people with wide windows. */
    WIDE,
    /** For programs: one document. */
    JSON;

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the option {@code -o}. */
    static final class Converter implements ITypeConverter<Output> {
        @Override
        public Output convert(String text) {
            for (var output : values()) {
                if (output.word().equals(text.toLowerCase(Locale.ROOT))) {
                    return output;
                }
            }
            var help = Suggestion.help(text, words(), "one of");
            throw new TypeConversionException("`" + text + "` is no output format" + (help == null ? "" : "; " + help));
        }

        private static List<String> words() {
            return Arrays.stream(values()).map(Output::word).toList();
        }
    }
}
