package io.reservoir.controller.replay;

import java.time.Duration;

/**
 * What goes wrong with readings on their way, as data: shares from 0 to 1, each reading's lot a function of seed, series
 * and time.
 *
 * @param lost never arrive
 * @param doubled arrive a second time
 * @param late arrive up to {@code latest} after their time, and so out of order
 * @param garbled are followed by one that no intake may take
 */
public record ReadingFaults(long seed, double lost, double doubled, double late, Duration latest, double garbled) {
    public static final ReadingFaults NONE = new ReadingFaults(0, 0, 0, 0, Duration.ZERO, 0);

    /** A bad network: some of everything. */
    public static ReadingFaults ofBadNetwork(long seed) {
        return new ReadingFaults(seed, 0.2, 0.1, 0.2, Duration.ofSeconds(45), 0.05);
    }

    public ReadingFaults {
        for (var share : new double[] {lost, doubled, late, garbled}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share lies between 0 and 1: " + share);
            }
        }
        if (latest.isNegative()) {
            throw new IllegalArgumentException("nothing arrives before its time: " + latest);
        }
    }

    boolean none() {
        return lost == 0 && doubled == 0 && late == 0 && garbled == 0;
    }
}
