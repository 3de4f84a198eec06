package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Term.Operator;

/** The six ways in which two numbers can stand to each other. */
final class Relations {
    private Relations() {}

    static boolean isRelation(Operator operator) {
        return switch (operator) {
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> true;
            case PLUS, MINUS, TIMES, DIVIDE, REMAINDER, AND, OR, OR_ELSE -> false;
        };
    }

    /** The relation that holds where that one does not. */
    static Operator opposite(Operator relation) {
        return switch (relation) {
            case LESS -> Operator.GREATER_OR_EQUAL;
            case LESS_OR_EQUAL -> Operator.GREATER;
            case GREATER -> Operator.LESS_OR_EQUAL;
            case GREATER_OR_EQUAL -> Operator.LESS;
            case EQUAL -> Operator.NOT_EQUAL;
            case NOT_EQUAL -> Operator.EQUAL;
            case PLUS, MINUS, TIMES, DIVIDE, REMAINDER, AND, OR, OR_ELSE ->
                throw new IllegalArgumentException("no relation: " + relation);
        };
    }

    /** The relation in which the right side stands to the left. */
    static Operator swapped(Operator relation) {
        return switch (relation) {
            case LESS -> Operator.GREATER;
            case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
            case GREATER -> Operator.LESS;
            case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
            case EQUAL, NOT_EQUAL -> relation;
            case PLUS, MINUS, TIMES, DIVIDE, REMAINDER, AND, OR, OR_ELSE ->
                throw new IllegalArgumentException("no relation: " + relation);
        };
    }
}
