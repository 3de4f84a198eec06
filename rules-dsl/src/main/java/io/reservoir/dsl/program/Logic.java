package io.reservoir.dsl.program;

/** Comparisons and three-valued logic: true is a known 1, false a known 0, and what cannot be decided is unknown. */
final class Logic {
    private Logic() {}

    static void not(Cells stack, int at) {
        if (stack.isKnown(at)) {
            setTruth(stack, at, stack.number(at) == 0);
        } else {
            stack.setUnknown(at);
        }
    }

    static void and(Cells stack, int at) {
        if (isFalse(stack, at) || isFalse(stack, at + 1)) {
            setTruth(stack, at, false);
        } else if (isTrue(stack, at) && isTrue(stack, at + 1)) {
            setTruth(stack, at, true);
        } else {
            stack.setUnknown(at);
        }
    }

    static void or(Cells stack, int at) {
        if (isTrue(stack, at) || isTrue(stack, at + 1)) {
            setTruth(stack, at, true);
        } else if (isFalse(stack, at) && isFalse(stack, at + 1)) {
            setTruth(stack, at, false);
        } else {
            stack.setUnknown(at);
        }
    }

    static void compare(Term.Operator operator, Cells stack, int at) {
        var left = stack.number(at);
        var right = stack.number(at + 1);
        var leftKnown = stack.isKnown(at);
        var rightKnown = stack.isKnown(at + 1);
        var unknown = stack.isUnknown(at) || stack.isUnknown(at + 1);
        if (leftKnown && rightKnown) {
            setTruth(stack, at, holds(operator, left, right));
        } else if (!unknown && rightKnown && decidedByLowerBound(operator, left, right)) {
            setTruth(stack, at, holds(operator, left, right));
        } else if (!unknown && leftKnown && decidedByLowerBound(mirrored(operator), right, left)) {
            setTruth(stack, at, holds(operator, left, right));
        } else {
            stack.setUnknown(at);
        }
    }

    /** True if every number from {@code bound} up compares with {@code number} as {@code bound} does. */
    private static boolean decidedByLowerBound(Term.Operator operator, double bound, double number) {
        return switch (operator) {
            case LESS, GREATER_OR_EQUAL -> bound >= number;
            default -> bound > number;
        };
    }

    private static Term.Operator mirrored(Term.Operator operator) {
        return switch (operator) {
            case LESS -> Term.Operator.GREATER;
            case LESS_OR_EQUAL -> Term.Operator.GREATER_OR_EQUAL;
            case GREATER -> Term.Operator.LESS;
            case GREATER_OR_EQUAL -> Term.Operator.LESS_OR_EQUAL;
            default -> operator;
        };
    }

    private static boolean holds(Term.Operator operator, double left, double right) {
        return switch (operator) {
            case LESS -> left < right;
            case LESS_OR_EQUAL -> left <= right;
            case GREATER -> left > right;
            case GREATER_OR_EQUAL -> left >= right;
            case EQUAL -> left == right;
            case NOT_EQUAL -> left != right;
            default -> throw new IllegalArgumentException("not a comparison: " + operator);
        };
    }

    private static boolean isTrue(Cells stack, int at) {
        return stack.isKnown(at) && stack.number(at) != 0;
    }

    private static boolean isFalse(Cells stack, int at) {
        return stack.isKnown(at) && stack.number(at) == 0;
    }

    private static void setTruth(Cells stack, int at, boolean truth) {
        stack.setKnown(at, truth ? 1 : 0);
    }
}
