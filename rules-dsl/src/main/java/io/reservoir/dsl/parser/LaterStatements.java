package io.reservoir.dsl.parser;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/** Statements of the language that this release knows by their first word and does not read yet. */
final class LaterStatements {
    private static final Set<String> WORDS =
            Set.of("objective", "calendar", "budget", "migrate", "hold", "test", "sla");

    private LaterStatements() {}

    static boolean isOne(String lowerCaseWord) {
        return WORDS.contains(lowerCaseWord);
    }

    /** True if such a statement begins there; {@code budget(2 CPU)} is a component. */
    static boolean begins(List<Token> tokens, int at) {
        return isOne(tokens.get(at).getText().toLowerCase(Locale.ROOT))
                && (at + 1 >= tokens.size() || tokens.get(at + 1).getType() != RslParser.LPAREN);
    }
}
