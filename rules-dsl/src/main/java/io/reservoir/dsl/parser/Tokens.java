package io.reservoir.dsl.parser;

import org.antlr.v4.runtime.Token;

/** What a token can be in a statement, as far as that shows without parsing. */
final class Tokens {
    private Tokens() {}

    /** A word that may be a name, keywords included. */
    static boolean isWord(Token token) {
        return token.getType() == RslLexer.NAME || isKeyword(token);
    }

    static boolean isKeyword(Token token) {
        return token.getType() >= RslLexer.AFTER && token.getType() <= RslLexer.WITHIN;
    }

    static boolean isOpening(Token token) {
        return switch (token.getType()) {
            case RslLexer.LPAREN, RslLexer.LBRACE, RslLexer.LBRACKET -> true;
            default -> false;
        };
    }

    static boolean isClosing(Token token) {
        return switch (token.getType()) {
            case RslLexer.RPAREN, RslLexer.RBRACE, RslLexer.RBRACKET -> true;
            default -> false;
        };
    }

    static boolean isOperator(Token token) {
        return switch (token.getType()) {
            case RslLexer.PLUS,
                    RslLexer.MINUS,
                    RslLexer.STAR,
                    RslLexer.SLASH,
                    RslLexer.PERCENT,
                    RslLexer.SAME,
                    RslLexer.DIFFERENT,
                    RslLexer.AT_MOST,
                    RslLexer.AT_LEAST,
                    RslLexer.BELOW,
                    RslLexer.ABOVE,
                    RslLexer.OR_ELSE,
                    RslLexer.QUESTION,
                    RslLexer.AND,
                    RslLexer.OR,
                    RslLexer.NOT -> true;
            default -> false;
        };
    }

    /** True if an expression may end with it. */
    static boolean endsOperand(Token token) {
        return switch (token.getType()) {
            case RslLexer.NUMBER,
                    RslLexer.UNIT,
                    RslLexer.STRING,
                    RslLexer.DATE,
                    RslLexer.PATH,
                    RslLexer.RPAREN,
                    RslLexer.RBRACE,
                    RslLexer.RBRACKET,
                    RslLexer.NAME -> true;
            default -> false;
        };
    }

    /** True if nothing, not even a blank, stands between the two. */
    static boolean touch(Token left, Token right) {
        return left.getStopIndex() + 1 == right.getStartIndex();
    }
}
