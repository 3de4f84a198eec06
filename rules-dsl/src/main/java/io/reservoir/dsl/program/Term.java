package io.reservoir.dsl.program;

import io.reservoir.dsl.function.Function;
import java.util.List;

/**
 * A checked expression: names are resolved, booleans are 1 and 0. Constants stand apart in the program, so that two
 * services whose formulas differ in constants alone have equal terms.
 */
public sealed interface Term {
    /** The constant of that index in the program. */
    record Constant(int constant) implements Term {}

    /** The input of that index. */
    record Read(int input) implements Term {}

    /** The effective value of the indicator of that index. */
    record Derived(int indicator) implements Term {}

    record Negate(Term operand) implements Term {}

    record Not(Term operand) implements Term {}

    record Binary(Operator operator, Term left, Term right) implements Term {}

    record Choose(Term condition, Term then, Term otherwise) implements Term {}

    record Call(Function function, List<Term> arguments) implements Term {}

    /** Operators of two operands. {@code OR_ELSE} is {@code ??}. */
    enum Operator {
        PLUS("+"),
        MINUS("-"),
        TIMES("*"),
        DIVIDE("/"),
        REMAINDER("%"),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        EQUAL("=="),
        NOT_EQUAL("!="),
        AND("and"),
        OR("or"),
        OR_ELSE("??");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }
}
