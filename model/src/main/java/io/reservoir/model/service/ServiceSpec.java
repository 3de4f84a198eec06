package io.reservoir.model.service;

import io.reservoir.model.sla.Objective;
import java.util.List;
import java.util.NoSuchElementException;

/** What a service consists of, apart from how it grows. Lists stand in the order of the manifest. */
public record ServiceSpec(
        ServiceId id,
        List<Component> components,
        List<Network> networks,
        List<Image> images,
        List<Metric> metrics,
        List<ContractBound> contract,
        List<Objective> objectives) {
    /** The component of that name; asking for one that the checker did not see is a bug. */
    public Component component(String name) {
        return components.stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(id + " has no component " + name));
    }
}
