package io.reservoir.model.service;

import io.reservoir.model.sla.Objective;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What a service consists of, apart from how it grows. Lists stand in the order of the manifest. */
public record ServiceSpec(
        ServiceId id,
        List<Component> components,
        List<Network> networks,
        List<Image> images,
        List<Metric> metrics,
        List<ContractBound> contract,
        List<Objective> objectives) {
    /** What an attachment to that network may use at most, in bytes a second; null where nothing bounds it. */
    public @Nullable Long ceiling(String network) {
        for (var known : networks) {
            if (known.name().equals(network)) {
                return known.ceilingBytesPerSecond();
            }
        }
        return null;
    }

    public boolean isAttached(String component, String network) {
        return component(component).networks().contains(network);
    }

    /** The component of that name; asking for one that the checker did not see is a bug. */
    public Component component(String name) {
        var component = findComponent(name);
        if (component == null) {
            throw new NoSuchElementException(id + " has no component " + name);
        }
        return component;
    }

    /** The component of that name, null where there is none. */
    public @Nullable Component findComponent(String name) {
        for (var component : components) {
            if (component.name().equals(name)) {
                return component;
            }
        }
        return null;
    }

    /** What is declared of a metric of a component, null where nothing is. */
    public @Nullable Metric findMetric(String component, String name) {
        for (var metric : metrics) {
            if (metric.name().equals(name) && metric.component().equals(component)) {
                return metric;
            }
        }
        return null;
    }
}
