package io.reservoir.rules.policy;

/** How much policy there may be, and how long an evaluation may go on. */
final class PolicyLimits {
    static final int FILES = 64;
    static final int FILE_CHARS = 64 << 10;
    static final int RULES = 256;

    /** Rules fire at most so often in one evaluation. */
    static final int FIRINGS = 1_000;

    private PolicyLimits() {}
}
