package io.reservoir.rules.bench;

/**
 * What every contender decides: a whole target for each assignment, 1 at first, that stands while the value lies within
 * the default band around it.
 */
public final class Decisions {
    /** The target of an assignment of which nothing is known yet. */
    public static final int INITIAL = 1;

    private static final double BAND_DOWN = 0.9;
    private static final double BAND_UP = 1.05;
    private static final double TOLERANCE = 1e-9;

    private Decisions() {}

    /**
     * The target that follows from the one that stands.
     *
     * @param raw the value of the assignment, NaN where it is unknown: then the target stands
     */
    public static int next(int standing, double raw) {
        if (Double.isNaN(raw) || (BAND_DOWN * standing <= raw && raw <= BAND_UP * standing)) {
            return standing;
        }
        return Math.max(1, (int) Math.ceil(raw - TOLERANCE * Math.max(1, Math.abs(raw))));
    }

    /** A raw value from which on a target stands: what lies below the band and rounds up to it does so too. */
    static double quietFrom(int target) {
        return target == 1
                ? Double.NEGATIVE_INFINITY
                : Math.min(BAND_DOWN * target, target - 1 + 2 * TOLERANCE * target);
    }

    /** The greatest raw value for which a target stands. */
    static double quietTo(int target) {
        return BAND_UP * target;
    }
}
