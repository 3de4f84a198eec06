package io.reservoir.rules.bench;

/** What became of a contender. */
public sealed interface Outcome {
    String contender();

    /**
     * What it took.
     *
     * @param nanosPerReading CPU time of the deciding thread in the fastest round; the collector of garbage is not in it
     * @param bytesPerReading garbage
     * @param deployMillis from no service to all of them, wall time
     * @param heapPerServiceBytes what a deployed service with full windows holds on to
     */
    record Measured(
            String contender,
            double nanosPerReading,
            double bytesPerReading,
            double deployMillis,
            double heapPerServiceBytes)
            implements Outcome {}

    /** It was not measured, and why. */
    record Skipped(String contender, String why) implements Outcome {}
}
