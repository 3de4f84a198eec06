package io.reservoir.controller.plan;

import io.reservoir.controller.image.ServiceImage;
import io.reservoir.controller.observe.Addresses;
import io.reservoir.model.service.Component;
import io.reservoir.model.service.ServiceSpec;
import io.reservoir.model.site.HostCapacity;
import io.reservoir.model.sla.SlaClasses;
import io.reservoir.model.vee.Vee;
import java.time.Instant;
import java.util.List;

/**
 * All that a plan depends on.
 *
 * @param hosts those that can be reached, as they are now
 * @param addresses of the service's VEEs, which guests are told of
 * @param replicaValues by which manifests say who goes first, and when
 */
public record Situation(
        ServiceSpec spec,
        SlaClasses classes,
        ServiceImage image,
        List<HostCapacity> hosts,
        Addresses addresses,
        ReplicaValues replicaValues,
        Instant now) {
    /** True unless a VEE is known to be where its component may not run. */
    boolean allows(Component component, Vee vee) {
        return hosts.stream()
                .filter(host -> host.host().equals(vee.host()))
                .allMatch(host -> component.deploy().allows(host.domain()));
    }
}
