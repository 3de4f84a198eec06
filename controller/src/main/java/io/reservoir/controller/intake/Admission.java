package io.reservoir.controller.intake;

import java.util.List;

/** What became of a batch of readings. */
public sealed interface Admission {
    /**
     * All of it was taken.
     *
     * @param accepted readings that statements look at
     * @param ignored readings that can change nothing: no statement reads them, or they are there already
     * @param forwarded readings that are on their way to the node that owns their service
     */
    record Taken(int accepted, int ignored, int forwarded) implements Admission {
        /** All of them stay here. */
        public static Taken of(int accepted, int all) {
            return new Taken(accepted, all - accepted, 0);
        }
    }

    /**
     * Nothing of it was taken.
     *
     * @param faults the first fault of each bad reading, as many as {@link Limits#faults} allow
     * @param bad how many readings are bad
     */
    record Refused(List<Fault> faults, int bad) implements Admission {}

    /** Nothing of it was taken, nor looked at. */
    record TooMany(int limit) implements Admission {}

    /** Nothing of it was taken: all is well with it, and there is no room now. */
    record Busy(String why) implements Admission {}
}
