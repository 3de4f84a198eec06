package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Term.Operator;
import java.util.List;

/** Numbers from one to another, each of the two included or not. */
record Range(double least, boolean leastIncluded, double most, boolean mostIncluded) {
    static final Range ALL = new Range(Double.NEGATIVE_INFINITY, false, Double.POSITIVE_INFINITY, false);
    static final Range NOT_NEGATIVE = new Range(0, true, Double.POSITIVE_INFINITY, false);

    private static final double TOLERANCE = 1e-9;

    /** The numbers that stand in that relation to {@code bound}; two ranges where they lie on both sides of it. */
    static List<Range> of(Operator relation, double bound) {
        var below = new Range(Double.NEGATIVE_INFINITY, false, bound, relation == Operator.LESS_OR_EQUAL);
        var above = new Range(bound, relation == Operator.GREATER_OR_EQUAL, Double.POSITIVE_INFINITY, false);
        return switch (relation) {
            case LESS, LESS_OR_EQUAL -> List.of(below);
            case GREATER, GREATER_OR_EQUAL -> List.of(above);
            case EQUAL -> List.of(new Range(bound, true, bound, true));
            case NOT_EQUAL -> List.of(below, above);
            case PLUS, MINUS, TIMES, DIVIDE, REMAINDER, AND, OR, OR_ELSE ->
                throw new IllegalArgumentException("no relation: " + relation);
        };
    }

    Range and(Range other) {
        var fromOther = other.least > least || (other.least == least && !other.leastIncluded);
        var toOther = other.most < most || (other.most == most && !other.mostIncluded);
        return new Range(
                fromOther ? other.least : least,
                fromOther ? other.leastIncluded : leastIncluded,
                toOther ? other.most : most,
                toOther ? other.mostIncluded : mostIncluded);
    }

    boolean contains(double number) {
        return !and(new Range(number, true, number, true)).isEmpty();
    }

    /** What lies nearer than what arithmetic rounds away is one number. */
    boolean isEmpty() {
        var tolerance = TOLERANCE * Math.max(1, Math.min(Math.abs(least), Math.abs(most)));
        return least > most + tolerance || (least > most - tolerance && !(leastIncluded && mostIncluded));
    }
}
