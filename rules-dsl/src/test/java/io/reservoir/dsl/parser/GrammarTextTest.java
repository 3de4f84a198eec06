package io.reservoir.dsl.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.dsl.grammar.Grammar;
import io.reservoir.dsl.grammar.Rule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The grammar as data is the grammar that the parser was made of. */
final class GrammarTextTest {
    private static final List<Rule> RULES = Grammar.rsl().rules();

    @Test
    void itHasTheRulesOfTheParser() {
        assertThat(RULES.stream().filter(rule -> !rule.isToken()).map(Rule::name))
                .containsExactly(RslParser.ruleNames);
    }

    @Test
    void itHasTheRulesOfTheLexer() {
        assertThat(RULES.stream().filter(Rule::isToken).map(Rule::name)).containsExactly(RslLexer.ruleNames);
    }

    @Test
    void itHasTheTextsOfTheTokens() {
        var tokens = IntStream.rangeClosed(1, RslLexer.VOCABULARY.getMaxTokenType())
                .filter(type -> RslLexer.VOCABULARY.getLiteralName(type) != null)
                .toArray();

        assertThat(tokens).hasSizeGreaterThan(80);
        assertThat(Arrays.stream(tokens).mapToObj(type -> typed(RslLexer.VOCABULARY.getSymbolicName(type))))
                .containsExactlyElementsOf(Arrays.stream(tokens)
                        .mapToObj(type -> RslLexer.VOCABULARY.getLiteralName(type))
                        .toList());
    }

    private static String typed(String token) {
        return "'" + String.join("|", Grammar.rsl().typed(token)) + "'";
    }
}
