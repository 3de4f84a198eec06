package io.reservoir.rules.session;

import java.util.Map;

/**
 * What a service costs at present, as far as formulas ask for it.
 *
 * @param pricePerSecond of one replica, by name of component
 * @param budgetLeft what is left of the budget in its period, below 0 where more was spent; NaN where that is unknown
 * @param cause why what is missing is not known
 */
public record CostView(Map<String, Double> pricePerSecond, double budgetLeft, String cause) {
    public static final CostView UNKNOWN = new CostView(Map.of(), Double.NaN, "costs are not known yet");

    public CostView {
        pricePerSecond = Map.copyOf(pricePerSecond);
    }
}
