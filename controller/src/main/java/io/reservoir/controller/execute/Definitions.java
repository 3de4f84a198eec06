package io.reservoir.controller.execute;

import io.reservoir.controller.observe.Addresses;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.port.Host;
import io.reservoir.model.service.ServiceSpec;
import java.util.List;

/** What hosts are told of a VEE, by the manifest of its service. */
final class Definitions {
    private Definitions() {}

    static Host.Definition of(Entry.Claimed claim, ServiceSpec spec, Addresses addresses) {
        var component = spec.component(claim.vee().component());
        return new Host.Definition(
                claim.vee(),
                claim.size(),
                component.image(),
                nics(component.name(), spec),
                addresses.told(claim.vee(), component.settings()),
                component.ready());
    }

    /** The attachments of a component's VEEs. */
    static List<Host.Nic> nics(String component, ServiceSpec spec) {
        return spec.component(component).networks().stream()
                .map(name -> new Host.Nic(name, spec.ceiling(name)))
                .toList();
    }
}
