package io.reservoir.dsl.parser;

import org.antlr.v4.runtime.Token;

/** What a token can be in a statement, as far as that shows without parsing. */
final class Tokens {
    private Tokens() {}

    /** A word that may be a name, keywords included. */
    static boolean isWord(Token token) {
        return token.getType() == RslParser.NAME || isKeyword(token);
    }

    static boolean isKeyword(Token token) {
        return token.getType() >= RslParser.AFTER && token.getType() <= RslParser.WITHIN;
    }

    static boolean isOpening(Token token) {
        return switch (token.getType()) {
            case RslParser.LPAREN, RslParser.LBRACE, RslParser.LBRACKET -> true;
            default -> false;
        };
    }

    static boolean isClosing(Token token) {
        return switch (token.getType()) {
            case RslParser.RPAREN, RslParser.RBRACE, RslParser.RBRACKET -> true;
            default -> false;
        };
    }

    static boolean isOperator(Token token) {
        return switch (token.getType()) {
            case RslParser.PLUS,
                    RslParser.MINUS,
                    RslParser.STAR,
                    RslParser.SLASH,
                    RslParser.PERCENT,
                    RslParser.SAME,
                    RslParser.DIFFERENT,
                    RslParser.AT_MOST,
                    RslParser.AT_LEAST,
                    RslParser.BELOW,
                    RslParser.ABOVE,
                    RslParser.OR_ELSE,
                    RslParser.QUESTION,
                    RslParser.AND,
                    RslParser.OR,
                    RslParser.NOT -> true;
            default -> false;
        };
    }

    /** True if an expression may end with it. */
    static boolean endsOperand(Token token) {
        return switch (token.getType()) {
            case RslParser.NUMBER,
                    RslParser.UNIT,
                    RslParser.STRING,
                    RslParser.DATE,
                    RslParser.MOMENT,
                    RslParser.PATH,
                    RslParser.RPAREN,
                    RslParser.RBRACE,
                    RslParser.RBRACKET,
                    RslParser.NAME -> true;
            default -> false;
        };
    }

    /** True if nothing, not even a blank, stands between the two. */
    static boolean touch(Token left, Token right) {
        return left.getStopIndex() + 1 == right.getStartIndex();
    }
}
