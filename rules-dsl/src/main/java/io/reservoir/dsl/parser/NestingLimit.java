package io.reservoir.dsl.parser;

import io.reservoir.dsl.problem.Code;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.dsl.problem.Problems;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how deep expressions nest and how long they are, on tokens: the parser recurses for every bracket, prefix
 * operator and {@code ?}, and the tree of an expression is as deep as it has operators.
 */
final class NestingLimit {
    private final int[] choices;
    private int open;
    private int prefixes;
    private int allChoices;
    private int operators;

    private NestingLimit(Limits limits) {
        this.choices = new int[limits.nesting() + 2];
    }

    /** True if all is within the limits; else the first place where it is not is reported. */
    static boolean check(List<Token> tokens, Limits limits, Spans spans, Problems problems) {
        var nesting = new NestingLimit(limits);
        Token before = null;
        for (var token : tokens) {
            nesting.take(before, token);
            if (nesting.depth() > limits.nesting()) {
                problems.error(
                        Code.LIMIT, spans.of(token), "nested more than " + limits.nesting() + " deep", "simplify it");
                return false;
            }
            if (nesting.operators > limits.operators()) {
                problems.error(
                        Code.LIMIT,
                        spans.of(token),
                        "an expression has at most " + limits.operators() + " operators",
                        "give a part of it a name with `indicator`");
                return false;
            }
            before = token;
        }
        return true;
    }

    private int depth() {
        return open + prefixes + allChoices;
    }

    private void take(@Nullable Token before, Token token) {
        var afterOperand = before != null && Tokens.endsOperand(before);
        if (before != null && startsAfresh(before, token)) {
            forgetChoices();
            operators = 0;
        }
        if (Tokens.isOperator(token)) {
            operators++;
            prefixes = afterOperand ? 0 : prefixes + 1;
        } else if (Tokens.endsOperand(token)) {
            prefixes = 0;
        }
        if (Tokens.isOpening(token)) {
            open++;
        } else if (Tokens.isClosing(token) && open > 0) {
            forgetChoices();
            open--;
        } else if (token.getType() == RslParser.QUESTION) {
            choices[open]++;
            allChoices++;
        }
    }

    private void forgetChoices() {
        allChoices -= choices[open];
        choices[open] = 0;
    }

    /** True where no expression that began before can go on: behind {@code =}, and where a line begins with a name. */
    private static boolean startsAfresh(Token before, Token token) {
        return before.getType() == RslParser.EQUALS
                || (token.getType() == RslParser.NAME
                        && token.getLine() > before.getLine()
                        && Tokens.endsOperand(before)
                        && before.getType() != RslParser.NUMBER);
    }
}
