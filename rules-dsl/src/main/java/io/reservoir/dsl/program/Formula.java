package io.reservoir.dsl.program;

/**
 * A checked expression that can be evaluated: a pure function of the cells that it reads.
 *
 * @param root what it computes
 * @param stackDepth how many cells of the stack an evaluation needs
 */
public record Formula(Term root, int stackDepth) {
    /** The formula of a term, with the depth that it needs. */
    public static Formula of(Term root) {
        return new Formula(root, Depth.of(root));
    }

    /**
     * Evaluates without making garbage and leaves the result in {@code stack[0]}.
     *
     * @param inputs by index of {@link Term.Read}
     * @param indicators by index of {@link Term.Derived}
     * @param constants by index of {@link Term.Constant}, all known
     * @param stack at least {@link #stackDepth} cells, whatever is in them
     */
    public void evaluate(Cells inputs, Cells indicators, Cells constants, Cells stack) {
        Evaluation.evaluate(root, inputs, indicators, constants, stack, 0);
    }
}
