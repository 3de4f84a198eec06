package io.reservoir.dsl.program;

import io.reservoir.dsl.program.Cells.Mark;

/**
 * Operators over values that may be unknown or lower bounds: left operand and result in cell {@code at}, right operand
 * in {@code at + 1}. What cannot be said for certain is unknown.
 */
final class Arithmetic {
    private Arithmetic() {}

    static void apply(Term.Operator operator, Cells stack, int at) {
        switch (operator) {
            case PLUS -> plus(stack, at);
            case MINUS -> minus(stack, at);
            case TIMES -> times(stack, at);
            case DIVIDE -> divide(stack, at);
            case REMAINDER -> remainder(stack, at);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> Logic.compare(operator, stack, at);
            case AND -> Logic.and(stack, at);
            case OR -> Logic.or(stack, at);
            case OR_ELSE -> {
                if (stack.isUnknown(at)) {
                    stack.copy(at, stack, at + 1);
                }
            }
        }
    }

    /** The negative of a lower bound is an upper bound, which we do not carry. */
    static void negate(Cells stack, int at) {
        stack.set(at, -stack.number(at), stack.isKnown(at) ? Mark.KNOWN : Mark.UNKNOWN);
    }

    private static void plus(Cells stack, int at) {
        stack.set(at, stack.number(at) + stack.number(at + 1), lesser(stack.mark(at), stack.mark(at + 1)));
    }

    private static void minus(Cells stack, int at) {
        stack.set(at, stack.number(at) - stack.number(at + 1), leftOverKnown(stack, at));
    }

    private static void times(Cells stack, int at) {
        var product = stack.number(at) * stack.number(at + 1);
        if (stack.isKnown(at) && stack.isKnown(at + 1)) {
            stack.setKnown(at, product);
        } else if (isScale(stack, at) || isScale(stack, at + 1)) {
            stack.set(at, product, lesser(stack.mark(at), stack.mark(at + 1)));
        } else {
            stack.setUnknown(at);
        }
    }

    private static void divide(Cells stack, int at) {
        var quotient = stack.number(at) / stack.number(at + 1);
        var keepsBound = stack.isKnown(at) || isScale(stack, at + 1);
        stack.set(at, quotient, keepsBound ? leftOverKnown(stack, at) : Mark.UNKNOWN);
    }

    private static void remainder(Cells stack, int at) {
        var bothKnown = stack.isKnown(at) && stack.isKnown(at + 1);
        stack.set(at, stack.number(at) % stack.number(at + 1), bothKnown ? Mark.KNOWN : Mark.UNKNOWN);
    }

    private static Mark leftOverKnown(Cells stack, int at) {
        return stack.isKnown(at + 1) ? stack.mark(at) : Mark.UNKNOWN;
    }

    /** A known number above zero: multiplying by it keeps a lower bound a lower bound. */
    private static boolean isScale(Cells stack, int at) {
        return stack.isKnown(at) && stack.number(at) > 0;
    }

    private static Mark lesser(Mark a, Mark b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
