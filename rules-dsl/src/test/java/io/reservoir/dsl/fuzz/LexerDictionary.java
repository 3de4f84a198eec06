package io.reservoir.dsl.fuzz;

import io.reservoir.dsl.function.Function;
import io.reservoir.dsl.function.Functions;
import io.reservoir.dsl.parser.RslLexer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Writes the words and signs of the lexer, and the functions, as a dictionary for the fuzzer, which finds no keyword by
 * itself: a lexer's tables compare no strings. It is written anew before each run, so that it lacks no word.
 */
final class LexerDictionary implements BeforeAllCallback {
    /** Where {@code @DictionaryFile} finds it. */
    static final String RESOURCE = "lexer.dict";

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Files.write(
                folder().resolve(RESOURCE),
                words().map(word -> '"' + word + '"').toList());
    }

    /** In the format of libFuzzer, where a backslash and a quote would need another before them. */
    static Stream<String> words() {
        var tokens =
                IntStream.rangeClosed(1, RslLexer.VOCABULARY.getMaxTokenType()).mapToObj(LexerDictionary::word);
        return Stream.concat(tokens, Functions.ALL.stream().map(Function::name));
    }

    /** A token of several spellings has no literal; its own name is one of them, or a name like any other. */
    private static String word(int token) {
        var literal = RslLexer.VOCABULARY.getLiteralName(token);
        return literal == null
                ? RslLexer.VOCABULARY.getSymbolicName(token).toLowerCase(Locale.ROOT)
                : literal.substring(1, literal.length() - 1);
    }

    private static Path folder() {
        try {
            var classes = LexerDictionary.class.getResource("LexerDictionary.class");
            return Path.of(Objects.requireNonNull(classes).toURI()).getParent();
        } catch (URISyntaxException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
