package io.reservoir.rules.bench.peers;

import io.reservoir.rules.bench.ClosureLoop;
import io.reservoir.rules.bench.Outcome;
import io.reservoir.rules.bench.Workload;

/**
 * What became of a contender with one workload.
 *
 * @param loopNanos what a reading took the closure loop in the same run, NaN where nothing was measured
 */
record Cell(Workload workload, Outcome outcome, double loopNanos) {
    /** The loop's own, of a run with anybody. */
    static Cell ofLoop(Workload workload, Outcome.Measured loop) {
        return new Cell(workload, loop, loop.nanosPerReading());
    }

    boolean isOfLoop() {
        return outcome.contender().equals(ClosureLoop.NAME);
    }

    /** How different the rule sets are, for people. */
    String shapes() {
        return shapes(workload);
    }

    static String shapes(Workload workload) {
        if (workload.shapes() == 1) {
            return "one shape";
        }
        return workload.shapes() == workload.services() ? "all distinct" : workload.shapes() + " shapes";
    }
}
