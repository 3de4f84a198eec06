package io.reservoir.dsl.program;

import java.util.List;

/** How many cells of a stack a term needs. */
final class Depth {
    private Depth() {}

    static int of(Term term) {
        return switch (term) {
            case Term.Constant constant -> 1;
            case Term.Read read -> 1;
            case Term.Derived derived -> 1;
            case Term.Negate(var operand) -> of(operand);
            case Term.Not(var operand) -> of(operand);
            case Term.Binary(var operator, var left, var right) -> Math.max(of(left), 1 + of(right));
            case Term.Choose(var condition, var then, var otherwise) ->
                Math.max(of(condition), Math.max(of(then), of(otherwise)));
            case Term.Call(var function, var arguments) -> ofArguments(arguments);
        };
    }

    private static int ofArguments(List<Term> arguments) {
        var depth = 1;
        for (var i = 0; i < arguments.size(); i++) {
            depth = Math.max(depth, i + of(arguments.get(i)));
        }
        return depth;
    }
}
