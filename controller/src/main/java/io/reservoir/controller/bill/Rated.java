package io.reservoir.controller.bill;

import java.util.List;

/** What came of putting prices to usage. */
public sealed interface Rated permits Rated.Charges, Unrated {
    /** Everything has its price. */
    record Charges(List<Charge> charges) implements Rated {}
}
