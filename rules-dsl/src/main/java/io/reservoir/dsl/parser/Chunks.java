package io.reservoir.dsl.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.Token;

/**
 * Cuts a file where a statement begins for certain, so that a mistake in one statement cannot reach into the next. The
 * language has no separators: a cut is made only at the beginning of a line, where what went before cannot go on.
 */
final class Chunks {
    private static final int HEAD_TOKENS = 64;

    /** The words that statements begin with, besides the names of components and of what is set. */
    static final Set<String> OPENERS = Set.of(
            "service",
            "image",
            "network",
            "metric",
            "indicator",
            "objective",
            "calendar",
            "hold",
            "budget",
            "migrate",
            "test",
            "sla",
            "tariff");

    /** These stand in no component's block, so that they begin a statement even where a brace is missing. */
    private static final Set<String> NEVER_INSIDE = Set.of(
            "service", "metric", "indicator", "objective", "calendar", "budget", "migrate", "test", "sla", "tariff");

    private final List<Token> tokens;

    private Chunks(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<List<Token>> cut(List<Token> tokens) {
        return new Chunks(tokens).cut();
    }

    private List<List<Token>> cut() {
        var chunks = new ArrayList<List<Token>>();
        var start = 0;
        var depth = 0;
        for (var i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (i > start && isLineStart(i) && beginsStatement(i, depth)) {
                chunks.add(tokens.subList(start, i));
                start = i;
                depth = 0;
            }
            depth += Tokens.isOpening(token) ? 1 : Tokens.isClosing(token) && depth > 0 ? -1 : 0;
        }
        if (start < tokens.size()) {
            chunks.add(tokens.subList(start, tokens.size()));
        }
        return chunks;
    }

    private boolean isLineStart(int i) {
        return tokens.get(i).getLine() > tokens.get(i - 1).getLine();
    }

    private boolean beginsStatement(int i, int depth) {
        var token = tokens.get(i);
        var flush = token.getCharPositionInLine() == 0;
        if (!Tokens.isWord(token) || (depth > 0 && !flush)) {
            return false;
        }
        var word = token.getText().toLowerCase(Locale.ROOT);
        var opens = OPENERS.contains(word);
        if (opens && (depth == 0 || NEVER_INSIDE.contains(word)) && namesSomething(i)) {
            return true;
        }
        return isAt(i + 1, RslParser.LPAREN)
                && (isEquation(i) || (isAuthors(token, opens) && Tokens.endsOperand(tokens.get(i - 1))));
    }

    /** A name of the author's, or a keyword that can be no clause: behind an operand it continues nothing. */
    private static boolean isAuthors(Token token, boolean opens) {
        return opens || token.getType() == RslParser.NAME;
    }

    private boolean namesSomething(int i) {
        return i + 1 < tokens.size()
                && (Tokens.isWord(tokens.get(i + 1))
                        || isAt(i + 1, RslParser.STRING)
                        || isAt(i + 1, RslParser.OPEN_STRING)
                        || isAt(i + 1, RslParser.NUMBER));
    }

    /** True at {@code name ( … ) =}: no expression holds an equals sign. */
    private boolean isEquation(int i) {
        var depth = 0;
        for (var j = i + 1; j < Math.min(tokens.size(), i + HEAD_TOKENS); j++) {
            depth += Tokens.isOpening(tokens.get(j)) ? 1 : Tokens.isClosing(tokens.get(j)) ? -1 : 0;
            if (depth == 0) {
                return isAt(j + 1, RslParser.EQUALS);
            }
        }
        return false;
    }

    private boolean isAt(int i, int type) {
        return i < tokens.size() && tokens.get(i).getType() == type;
    }
}
