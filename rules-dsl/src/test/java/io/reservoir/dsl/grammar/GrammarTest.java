package io.reservoir.dsl.grammar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GrammarTest {
    private static final Grammar RSL = Grammar.rsl();

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "budgetStatement ~ budget-statement ::= \"budget\" quantity \"per\" name (\"soft\" | \"hard\")?",
                "unit ~ unit ::= unit-name (\"/\" unit-name)?",
                "name ~ name ::= word | keyword",
                "block ~ block ::= \"{\" item* \"}\"",
                "stabiliseTerm ~ stabilise-term ::= (\"stabilise\" | \"stabilize\") \"down\" duration",
            })
    void rulesArePrintedWithWhatIsTyped(String rule, String printed) {
        assertThat(new Ebnf(RSL).production(rule)).isEqualTo(printed);
    }

    @Test
    void longRulesAreBroken() {
        assertThat(RSL.rules().stream()
                        .filter(rule -> !rule.isToken())
                        .flatMap(rule -> new Ebnf(RSL).production(rule.name()).lines()))
                .allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "NUMBER ~ 12.5e-3",
                "DATE ~ 2026-12-01",
                "MOMENT ~ 2026-12-01T12:00:30+01:00",
                "MOMENT ~ 2026-12-01t12:00Z",
                "NAME ~ Größe_2",
                "STRING ~ \"a \\\" b\"",
                "LINE_COMMENT ~ // all of it",
                "BLOCK_COMMENT ~ /* a * b */",
                "AT_MOST ~ <=",
                "STABILISE ~ Stabilize"
            })
    void patternsOfTokensMatchThem(String token, String text) {
        assertThat(pattern(token).matcher(text).matches()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {"NUMBER ~ .5", "NUMBER ~ 5.", "DATE ~ 2026-1-1", "NAME ~ 2a", "STRING ~ \"a", "STRING ~ \"a\"b\""})
    void patternsOfTokensMatchNothingElse(String token, String text) {
        assertThat(pattern(token).matcher(text).matches()).isFalse();
    }

    private static Pattern pattern(String token) {
        return Pattern.compile(new TokenPattern(RSL).of(token), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    @Test
    void whatBeginsTheAlternativesOfARuleIsKnown() {
        assertThat(RSL.beginnings("testLine")).containsExactly("given", "expect");
        assertThat(RSL.beginnings("unknownAnswer")).containsExactly("hold", "fallback", "max");
    }

    @Test
    void aRuleThatDoesNotExistIsABug() {
        assertThatIllegalArgumentException().isThrownBy(() -> RSL.rule("sentence"));
    }

    @Test
    void aTextThatIsNoGrammarIsABug() {
        assertThatIllegalStateException().isThrownBy(() -> Grammar.of("grammar Odd; a b : c ;"));
    }
}
