package io.reservoir.controller.plan;

import io.reservoir.model.plan.Reason;
import io.reservoir.model.service.Size;
import java.util.List;

/**
 * What a component should come to.
 *
 * @param replicas how many VEEs are wanted
 * @param max how many may be owned, in whatever state
 * @param size what each of them should be given
 * @param firstToGo hosts whose VEEs go first where there are too many, among those that nothing else tells apart
 */
public record Target(String component, int replicas, int max, Size size, Reason reason, List<String> firstToGo) {
    /** One that no host is preferred for. */
    public Target(String component, int replicas, int max, Size size, Reason reason) {
        this(component, replicas, max, size, reason, List.of());
    }
}
