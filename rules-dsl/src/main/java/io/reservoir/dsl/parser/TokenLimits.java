package io.reservoir.dsl.parser;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.dsl.problem.Problems;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.Token;

/** Bounds what single tokens may be: names, numbers, strings, and what is no token at all. */
final class TokenLimits {
    private final Limits limits;
    private final Problems problems;
    private final Spans spans;

    TokenLimits(Limits limits, Problems problems, Spans spans) {
        this.limits = limits;
        this.problems = problems;
        this.spans = spans;
    }

    void check(List<Token> tokens) {
        tokens.forEach(this::check);
    }

    private void check(Token token) {
        switch (token.getType()) {
            case RslLexer.NAME -> checkName(token);
            case RslLexer.NUMBER -> checkNumber(token);
            case RslLexer.STRING, RslLexer.OPEN_STRING -> checkString(token);
            case RslLexer.OPEN_COMMENT ->
                problems.error(Code.NOT_CLOSED, spans.of(token), "this comment has no end", "close it with `*/`");
            default -> {}
        }
    }

    private void checkName(Token token) {
        var text = token.getText();
        if (text.length() > limits.identifierChars()) {
            problems.error(
                    Code.LIMIT, spans.of(token), "a name has at most " + limits.identifierChars() + " characters");
        }
        text.codePoints().filter(c -> c > 0x7f).findFirst().ifPresent(c -> problems.error(
                Code.BAD_NAME,
                spans.of(token),
                Problems.quoted(text) + " holds " + Problems.quoted(Character.toString(c)),
                "names are made of the letters a to z, digits and `_`"));
    }

    private void checkNumber(Token token) {
        var parts = token.getText().toLowerCase(Locale.ROOT).split("e", 2);
        var digits = parts[0].chars().filter(Character::isDigit).count();
        if (digits > limits.digits()) {
            problems.error(Code.LIMIT, spans.of(token), "a number has at most " + limits.digits() + " digits");
        }
        if (parts.length == 2 && exceeds(parts[1], limits.exponent())) {
            problems.error(
                    Code.LIMIT,
                    spans.of(token),
                    "the exponent of a number lies between -" + limits.exponent() + " and " + limits.exponent());
        }
    }

    private static boolean exceeds(String exponent, int limit) {
        var sign = exponent.startsWith("+") || exponent.startsWith("-") ? 1 : 0;
        var digits = exponent.substring(sign).replaceFirst("^0+", "");
        return digits.length() > 9 || new BigInteger("0" + digits).intValue() > limit;
    }

    private void checkString(Token token) {
        if (token.getType() == RslLexer.OPEN_STRING) {
            problems.error(
                    Code.NOT_CLOSED, spans.of(token), "this text has no end", "close it with `\"` on the same line");
        }
        if (token.getText().length() > limits.stringChars() + 2) {
            problems.error(
                    Code.LIMIT, spans.of(token), "a text in quotes has at most " + limits.stringChars() + " characters");
        }
    }
}
