package io.reservoir.controller.bill;

import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.money.Tariff;
import java.time.Instant;
import java.util.List;

/** Says what is given back of charges and what comes on top: a pure function of the same ledger. */
@FunctionalInterface
public interface Adjusting {
    /** Charges are what they are. */
    Adjusting NONE = (entries, usage, tariffs, period, until) -> new Adjusted.Lines(List.of());

    /**
     * The credits and surcharges of a statement.
     *
     * @param entries of the service's ledger from the first one on
     * @param usage what the statement charges for, within its period
     */
    Adjusted adjust(
            List<Recorded> entries, List<UsageInterval> usage, List<Tariff> tariffs, Period period, Instant until);
}
