package io.reservoir.dsl.parser;

import io.reservoir.model.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Settles what a lexer cannot see: which words are units, which {@code %} is one, and where the path of a health probe
 * ends. A unit stands behind a number on the same line; {@code min} and {@code %} are none if an operand follows.
 */
final class TokenShaper {
    private final List<Token> tokens;

    private TokenShaper(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<Token> shape(List<Token> tokens) {
        var shaper = new TokenShaper(withPaths(tokens));
        for (var i = 1; i < shaper.tokens.size(); i++) {
            if (shaper.isUnit(i)) {
                ((CommonToken) shaper.tokens.get(i)).setType(RslParser.UNIT);
            }
        }
        return shaper.tokens;
    }

    private boolean isUnit(int i) {
        var token = tokens.get(i);
        var before = tokens.get(i - 1);
        if (token.getLine() != before.getLine() || !mayBeUnit(token)) {
            return false;
        }
        if (before.getType() == RslParser.SLASH) {
            return i >= 2 && tokens.get(i - 2).getType() == RslParser.UNIT && !calls(i) && Tokens.isWord(token);
        }
        if (before.getType() != RslParser.NUMBER || calls(i)) {
            return false;
        }
        return switch (token.getType()) {
            case RslParser.NAME -> Unit.named(token.getText()) != null || !operandFollows(i);
            case RslParser.MIN -> isDuration(i - 1) || !operandFollows(i);
            default -> !operandFollows(i);
        };
    }

    private static boolean mayBeUnit(Token token) {
        return switch (token.getType()) {
            case RslParser.NAME, RslParser.MIN, RslParser.PERCENT -> true;
            default -> false;
        };
    }

    /** True if the number there can be nothing but a length of time. */
    private boolean isDuration(int number) {
        return number > 0
                && switch (tokens.get(number - 1).getType()) {
                    case RslParser.OVER,
                            RslParser.PER,
                            RslParser.EVERY,
                            RslParser.WITHIN,
                            RslParser.UP,
                            RslParser.DOWN,
                            RslParser.IN,
                            RslParser.OUT,
                            RslParser.FOR,
                            RslParser.AT -> true;
                    default -> false;
                };
    }

    private boolean operandFollows(int i) {
        if (i + 1 >= tokens.size()
                || tokens.get(i + 1).getLine() != tokens.get(i).getLine()) {
            return false;
        }
        return switch (tokens.get(i + 1).getType()) {
            case RslParser.NUMBER, RslParser.LPAREN -> true;
            case RslParser.AND, RslParser.OR, RslParser.WHEN -> false;
            default -> Tokens.isWord(tokens.get(i + 1)) && calls(i + 1);
        };
    }

    private boolean calls(int i) {
        return Tokens.isWord(tokens.get(i))
                && tokens.get(i).getType() != RslParser.MIN
                && i + 1 < tokens.size()
                && tokens.get(i + 1).getType() == RslParser.LPAREN;
    }

    private static List<Token> withPaths(List<Token> tokens) {
        var shaped = new ArrayList<Token>(tokens.size());
        for (var i = 0; i < tokens.size(); i++) {
            var token = tokens.get(i);
            if (token.getType() == RslParser.SLASH && followsPortOfProbe(shaped)) {
                var last = i;
                while (last + 1 < tokens.size() && Tokens.touch(tokens.get(last), tokens.get(last + 1))) {
                    last++;
                }
                shaped.add(merged(token, tokens.get(last)));
                i = last;
            } else {
                shaped.add(token);
            }
        }
        return shaped;
    }

    private static boolean followsPortOfProbe(List<Token> before) {
        var size = before.size();
        return size >= 3
                && before.get(size - 1).getType() == RslParser.NUMBER
                && before.get(size - 2).getType() == RslParser.COLON
                && (before.get(size - 3).getType() == RslParser.GET
                        || before.get(size - 3).getType() == RslParser.HTTP);
    }

    private static Token merged(Token first, Token last) {
        var path = new CommonToken(first);
        path.setType(RslParser.PATH);
        path.setStopIndex(last.getStopIndex());
        path.setText(null);
        return path;
    }
}
