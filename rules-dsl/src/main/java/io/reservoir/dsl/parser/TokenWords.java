package io.reservoir.dsl.parser;

import io.reservoir.dsl.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Tokens as a person would type them. */
final class TokenWords {
    private static final int LISTED = 4;

    private TokenWords() {}

    static String found(Token token) {
        return token.getType() == Token.EOF ? "the end" : Problems.quoted(token.getText());
    }

    /** What is wanted, such as {@code `)` or a number}; empty if that is too much to list. */
    static String wanted(IntervalSet types) {
        var words = new ArrayList<String>();
        var name = types.contains(RslParser.NAME);
        var expression = name && types.contains(RslParser.NUMBER) && types.contains(RslParser.LPAREN);
        if (expression) {
            words.add("an expression");
        }
        for (var type : types.toList()) {
            if (!(expression && beginsExpression(type)) && !(name && isKeyword(type)) && type != Token.EOF) {
                words.add(word(type));
            }
        }
        return words.size() > LISTED ? "" : joined(words);
    }

    private static boolean beginsExpression(int type) {
        return switch (type) {
            case RslParser.NAME, RslParser.NUMBER, RslParser.LPAREN, RslParser.MINUS, RslParser.NOT -> true;
            default -> false;
        };
    }

    private static boolean isKeyword(int type) {
        return type >= RslParser.AFTER && type <= RslParser.WITHIN;
    }

    private static String word(int type) {
        return switch (type) {
            case RslParser.NAME -> "a name";
            case RslParser.NUMBER -> "a number";
            case RslParser.UNIT -> "a unit";
            case RslParser.PATH -> "a path";
            case RslParser.STRING -> "a text in quotes";
            case RslParser.DATE -> "a date such as 2026-01-31";
            case RslParser.MOMENT -> "a time such as 2026-01-31T12:00Z";
            case RslParser.STABILISE -> "`stabilise`";
            default -> "`" + literal(type) + "`";
        };
    }

    private static String literal(int type) {
        var quoted = RslParser.VOCABULARY.getDisplayName(type);
        return quoted.startsWith("'") ? quoted.substring(1, quoted.length() - 1).toLowerCase(Locale.ROOT) : quoted;
    }

    private static String joined(List<String> words) {
        if (words.size() <= 1) {
            return String.join("", words);
        }
        return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
    }
}
