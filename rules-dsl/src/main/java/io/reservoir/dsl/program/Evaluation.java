package io.reservoir.dsl.program;

/** Walks a term and leaves its value on a stack; operands stand side by side, the result replaces the first. */
final class Evaluation {
    private Evaluation() {}

    /** Depth of the recursion is that of the term, which the parser bounds. */
    static void evaluate(Term term, Cells inputs, Cells indicators, Cells constants, Cells stack, int at) {
        switch (term) {
            case Term.Constant constant -> stack.copy(at, constants, constant.constant());
            case Term.Read read -> stack.copy(at, inputs, read.input());
            case Term.Derived derived -> stack.copy(at, indicators, derived.indicator());
            case Term.Binary binary -> {
                evaluate(binary.left(), inputs, indicators, constants, stack, at);
                evaluate(binary.right(), inputs, indicators, constants, stack, at + 1);
                Arithmetic.apply(binary.operator(), stack, at);
            }
            case Term.Negate negate -> {
                evaluate(negate.operand(), inputs, indicators, constants, stack, at);
                Arithmetic.negate(stack, at);
            }
            case Term.Not not -> {
                evaluate(not.operand(), inputs, indicators, constants, stack, at);
                Logic.not(stack, at);
            }
            case Term.Choose choose -> {
                evaluate(choose.condition(), inputs, indicators, constants, stack, at);
                if (stack.isKnown(at)) {
                    var taken = stack.number(at) != 0 ? choose.then() : choose.otherwise();
                    evaluate(taken, inputs, indicators, constants, stack, at);
                } else {
                    stack.setUnknown(at);
                }
            }
            case Term.Call call -> {
                var arguments = call.arguments();
                for (var i = 0; i < arguments.size(); i++) {
                    evaluate(arguments.get(i), inputs, indicators, constants, stack, at + i);
                }
                call.function().apply(stack, at, arguments.size());
            }
        }
    }
}
