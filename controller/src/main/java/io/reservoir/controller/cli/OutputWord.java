package io.reservoir.controller.cli;

import io.reservoir.dsl.problem.Problems;
import io.reservoir.dsl.problem.Suggestion;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the word of the option {@code -o} in any case. Another word is refused with what may have been meant. */
class OutputWord<E extends Enum<E>> implements ITypeConverter<E> {
    private final List<E> outputs;

    /** The words are what {@code toString} says. */
    OutputWord(List<E> outputs) {
        this.outputs = outputs;
    }

    @Override
    public E convert(String text) {
        for (var output : outputs) {
            if (output.toString().equalsIgnoreCase(text)) {
                return output;
            }
        }
        var words = outputs.stream().map(Enum::toString).toList();
        var help = Suggestion.help(text, words, "one of");
        throw new TypeConversionException(
                Problems.quoted(text) + " is no output format" + (help == null ? "" : "; " + help));
    }
}
