package io.reservoir.rules.policy;

import io.reservoir.model.decision.Authority;

/**
 * A fact: what is about to be decided about one variable of a component. There is one when a decision is asked about,
 * none while only the component's standing is.
 *
 * @param variable {@code Replicas}, {@code CPU} or {@code Memory}
 * @param from the target in force
 * @param target the proposed one; {@code Memory} in bytes
 * @param max the upper bound in force
 * @param authority whose word the proposal rests on so far
 */
public record Proposal(
        String service,
        String component,
        String variable,
        double from,
        double target,
        double max,
        Authority authority) {
    public boolean isGrowing() {
        return target > from;
    }

    public boolean isShrinking() {
        return target < from;
    }
}
