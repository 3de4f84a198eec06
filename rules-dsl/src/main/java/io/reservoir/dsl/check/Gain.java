package io.reservoir.dsl.check;

/**
 * By how much a value grows where something that it is computed from grows by one.
 *
 * @param factor if not exact, a bound that is never negative; infinite where there is none
 * @param exact true where it is that and nothing else, at all times
 */
record Gain(double factor, boolean exact) {
    static final Gain ONE = new Gain(1, true);
    static final Gain UNBOUNDED = new Gain(Double.POSITIVE_INFINITY, false);

    /** One after the other. */
    Gain times(Gain other) {
        return exact && other.exact
                ? new Gain(factor * other.factor, true)
                : new Gain(product(Math.abs(factor), Math.abs(other.factor)), false);
    }

    /** Nothing times anything is nothing. */
    private static double product(double one, double other) {
        return one == 0 || other == 0 ? 0 : one * other;
    }

    /** One beside the other, added up. */
    Gain plus(Gain other) {
        return exact && other.exact
                ? new Gain(factor + other.factor, true)
                : new Gain(Math.abs(factor) + Math.abs(other.factor), false);
    }

    /** One or the other. */
    Gain or(Gain other) {
        return new Gain(Math.max(Math.abs(factor), Math.abs(other.factor)), false);
    }
}
