package io.reservoir.controller.bill;

import java.util.List;

/** What came of asking what is given back and what comes on top. */
public sealed interface Adjusted permits Adjusted.Lines, Unrated {
    /** One for each credit and surcharge. */
    record Lines(List<Statement.Adjustment> lines) implements Adjusted {}
}
