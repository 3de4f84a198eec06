package io.reservoir.controller.decide;

import io.reservoir.model.money.Budget;
import io.reservoir.model.money.Money;

/** What a service's budget leaves to one variable. */
public sealed interface Allowance {
    Budget budget();

    /**
     * What was spent and what sizes come to are known.
     *
     * @param spent in the period so far
     */
    record Metered(Budget budget, Money spent, Outcome outcome) implements Allowance {
        /** True if that size, kept until the end of the period, stays within the budget. */
        boolean affords(double size) {
            return outcome.of(size).amount().compareTo(budget.amount().amount()) <= 0;
        }
    }

    /** Nobody can tell what the service costs, and unknown is not zero. */
    record Unmetered(Budget budget, String cause) implements Allowance {}

    /** What the whole service will have cost at the end of the period if the variable has a size from now on. */
    @FunctionalInterface
    interface Outcome {
        Money of(double size);
    }
}
