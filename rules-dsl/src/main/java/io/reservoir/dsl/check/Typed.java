package io.reservoir.dsl.check;

import io.reservoir.dsl.program.Term;
import io.reservoir.dsl.syntax.Expression;

/** A checked expression: what to compute, what comes out, and how it was written. */
record Typed(Term term, Type type, Expression written) {
    static Typed broken(Expression written) {
        return new Typed(new Term.Constant(0), Type.BROKEN, written);
    }

    boolean isBroken() {
        return type instanceof Type.Broken;
    }
}
