package io.reservoir.model.decision;

import java.time.Instant;
import java.util.List;

/**
 * What the pipeline remembers about a variable between two evaluations. Both histories are run-length encoded: a
 * point says which value holds from its time on, until the next point.
 *
 * @param current the last committed target
 * @param results what came out of rounding, before stabilising
 * @param committed the targets in force
 * @param standing codes of the notices that still hold, so that each is told once
 */
public record VariableState(
        Variable variable, double current, List<Point> results, List<Point> committed, List<Notice.Code> standing) {

    /** A value that holds from a time on. */
    public record Point(Instant from, double value) {}
}
