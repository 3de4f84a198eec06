package io.reservoir.controller.replay;

import io.reservoir.controller.bill.Statement;
import java.math.BigDecimal;
import java.util.List;

/**
 * What came of a run: a pure function of its scenario and its ledger.
 *
 * @param hours of load that were replayed
 * @param decisions that were recorded, since they changed something
 * @param actions starts, stops, resizes and moves of VEEs
 * @param flips how often a target turned from growing to shrinking or back, over all components
 * @param underProvisionedPercent share of the minutes in which, for half of the minute or longer, some component had
 *     fewer ready VEEs than its bare formula asks for
 * @param maxOwned the most VEEs that the service owned at once, in whatever state
 * @param components the same by component
 * @param bare what the bare formula would have done
 */
public record Summary(
        double hours,
        int decisions,
        int actions,
        int flips,
        double underProvisionedPercent,
        BigDecimal veeHours,
        int maxOwned,
        BigDecimal billTotal,
        String currency,
        List<OfComponent> components,
        Bare bare,
        Statement statement) {

    /** One component; {@code targetChanges} is how often its target moved. */
    public record OfComponent(
            String component, int flips, double underProvisionedPercent, int maxOwned, int targetChanges) {}

    /**
     * The bare formula taken literally on the same load.
     *
     * @param actions VEEs started and stopped
     * @param underProvisionedPercent as above, a started VEE serving after the hosts' mean boot time
     */
    public record Bare(int actions, int flips, double underProvisionedPercent, double veeHours) {}
}
