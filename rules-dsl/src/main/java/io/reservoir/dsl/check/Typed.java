package io.reservoir.dsl.check;

import io.reservoir.dsl.function.Nothing;
import io.reservoir.dsl.program.Term;
import io.reservoir.dsl.syntax.Expression;
import java.util.List;

/** A checked expression: what to compute, what comes out, and how it was written. */
record Typed(Term term, Type type, Expression written) {
    /** Something with a mistake: it has no value, and refers to nothing that may not be there. */
    static Typed broken(Expression written) {
        return new Typed(new Term.Call(new Nothing(), List.of()), Type.BROKEN, written);
    }

    boolean isBroken() {
        return type instanceof Type.Broken;
    }
}
