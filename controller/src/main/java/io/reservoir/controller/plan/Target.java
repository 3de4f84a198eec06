package io.reservoir.controller.plan;

import io.reservoir.model.plan.Reason;
import io.reservoir.model.service.Size;
import io.reservoir.model.site.HostId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a component should come to.
 *
 * @param replicas how many VEEs are wanted
 * @param max how many may be owned, in whatever state
 * @param size what each of them should be given
 * @param firstToGo hosts whose VEEs go first where there are too many, among those that nothing else tells apart
 * @param departures where its VEEs should move away from
 */
public record Target(
        String component,
        int replicas,
        int max,
        Size size,
        Reason reason,
        List<String> firstToGo,
        List<Departure> departures) {
    /**
     * A wish that VEEs leave a host.
     *
     * @param host null for the host that is taken most, if another one would be taken less with the VEE on it
     */
    public record Departure(@Nullable HostId host, Reason reason) {}

    /** One that no host is preferred for, and none to be left. */
    public Target(String component, int replicas, int max, Size size, Reason reason) {
        this(component, replicas, max, size, reason, List.of(), List.of());
    }
}
