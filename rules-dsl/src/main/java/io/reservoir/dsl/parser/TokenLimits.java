package io.reservoir.dsl.parser;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.dsl.problem.Problems;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/** Bounds what single tokens may be: names, numbers, strings, and what is no token at all. */
final class TokenLimits {
    /** Longer only with zeros that mean nothing. */
    private static final int LONGEST_NUMBER = 40;

    private final Limits limits;
    private final Problems problems;
    private final Spans spans;

    TokenLimits(Limits limits, Problems problems, Spans spans) {
        this.limits = limits;
        this.problems = problems;
        this.spans = spans;
    }

    /** An open string is reported here, and is a string from then on. */
    void check(List<Token> tokens) {
        for (var token : tokens) {
            check(token);
            if (token.getType() == RslParser.OPEN_STRING) {
                ((CommonToken) token).setType(RslParser.STRING);
            }
        }
    }

    private void check(Token token) {
        switch (token.getType()) {
            case RslParser.NAME -> checkName(token);
            case RslParser.NUMBER -> checkNumber(token);
            case RslParser.STRING, RslParser.OPEN_STRING -> checkString(token);
            default -> {}
        }
    }

    private void checkName(Token token) {
        var text = token.getText();
        if (text.length() > limits.identifierChars()) {
            problems.error(
                    Code.LIMIT, spans.of(token), "a name has at most " + limits.identifierChars() + " characters");
        }
        text.codePoints()
                .filter(c -> c > 0x7f)
                .findFirst()
                .ifPresent(c -> problems.error(
                        Code.BAD_NAME,
                        spans.of(token),
                        Problems.quoted(text) + " holds " + Problems.quoted(Character.toString(c)),
                        "names are made of the letters a to z, digits and `_`"));
    }

    /** True if the text of a number is short enough to be looked at. */
    static boolean isReadable(Token number) {
        return number.getText().length() <= LONGEST_NUMBER && !exceeds(exponent(number), LONGEST_NUMBER);
    }

    private void checkNumber(Token token) {
        var exponent = exponent(token);
        var digits = token.getText().chars().filter(Character::isDigit).count() - exponent.length();
        if (digits > limits.digits() || token.getText().length() > LONGEST_NUMBER) {
            problems.error(Code.LIMIT, spans.of(token), "a number has at most " + limits.digits() + " digits");
        }
        if (exceeds(exponent, limits.exponent())) {
            problems.error(
                    Code.LIMIT,
                    spans.of(token),
                    "the exponent of a number lies between -" + limits.exponent() + " and " + limits.exponent());
        }
    }

    /** The digits of the exponent of a number, without its sign. */
    private static String exponent(Token number) {
        var mark = number.getText().toLowerCase(Locale.ROOT).indexOf('e');
        return mark < 0 ? "" : number.getText().substring(mark + 1).replaceFirst("^[+-]", "");
    }

    private static boolean exceeds(String digits, int limit) {
        return digits.length() > LONGEST_NUMBER
                || new BigInteger("0" + digits).compareTo(BigInteger.valueOf(limit)) > 0;
    }

    private void checkString(Token token) {
        if (token.getType() == RslParser.OPEN_STRING) {
            problems.error(
                    Code.NOT_CLOSED, spans.of(token), "this text has no end", "close it with `\"` on the same line");
        }
        if (token.getText().length() > limits.stringChars() + 2) {
            problems.error(
                    Code.LIMIT,
                    spans.of(token),
                    "a text in quotes has at most " + limits.stringChars() + " characters");
        }
    }
}
