package io.reservoir.model.decision;

/** How several statements that set one variable at the same priority become one value. */
public enum Combination {
    /** The greatest counts: each of them is a need of its own. */
    MAX,
    /** The least counts: each of them is a ceiling. */
    MIN
}
