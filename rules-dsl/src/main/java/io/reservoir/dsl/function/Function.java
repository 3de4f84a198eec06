package io.reservoir.dsl.function;

import io.reservoir.dsl.program.Cells;

/**
 * A function over numbers: its declaration, its documentation and its meaning. All arguments are of one dimension and
 * so is the result. An implementation is a record without components, so that equal calls are equal terms; it is listed
 * in {@link Functions} and nowhere else.
 */
public interface Function {
    /** Its name in lower case; authors may write it in any case. */
    String name();

    /** Names of its parameters; a last one that ends in {@code …} may be repeated. */
    String parameters();

    /** What it is, in one sentence. */
    String summary();

    /** An expression that uses it. */
    String example();

    int leastArguments();

    int mostArguments();

    /**
     * Replaces the arguments in {@code stack[at]} to {@code stack[at + count − 1]} by the result in {@code stack[at]},
     * without making garbage.
     */
    void apply(Cells stack, int at, int count);
}
