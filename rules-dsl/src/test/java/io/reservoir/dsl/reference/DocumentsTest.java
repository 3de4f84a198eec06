package io.reservoir.dsl.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reservoir.dsl.grammar.Grammar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What stands in {@code docs} is what the code says. It is rewritten by {@code -Dbaselines.rewrite=true}. */
final class DocumentsTest {
    private static final Path DOCS = Path.of("..", "docs");

    private static void compare(String file, String text) throws IOException {
        var baseline = DOCS.resolve(file);
        if (Boolean.getBoolean("baselines.rewrite")) {
            Files.createDirectories(baseline.getParent());
            Files.writeString(baseline, text);
        }
        assertThat(text).as("rewrite it with -Dbaselines.rewrite=true").isEqualTo(Files.readString(baseline));
    }

    private static String json(Object value) throws IOException {
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter);
        return new ObjectMapper().writer(printer).writeValueAsString(value) + "\n";
    }

    @Test
    void theLanguageIsDescribed() throws IOException {
        compare("language.md", LanguageDocument.of(Reference.sections()));
    }

    @Test
    void theDiagnosticsAreDescribed() throws IOException {
        compare("diagnostics.md", DiagnosticsDocument.of(Reference.pages()));
    }

    @Test
    void theVocabularyIsListed() throws IOException {
        compare("syntax/rsl.json", json(Vocabulary.of(Grammar.rsl())));
    }

    @Test
    void theTextMateGrammarIsMadeOfTheVocabulary() throws IOException {
        compare("syntax/rsl.tmLanguage.json", json(TextMateGrammar.of(Vocabulary.of(Grammar.rsl()))));
    }
}
