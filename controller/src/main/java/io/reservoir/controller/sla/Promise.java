package io.reservoir.controller.sla;

import io.reservoir.model.service.Component;
import io.reservoir.model.sla.SlaClass;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest promises of a component.
 *
 * @param slaClass the name of its class, empty where none is bound
 * @param availability share of the minutes of a calendar month that must be good, null where nothing is promised
 * @param minimum so many VEEs must be ready
 */
public record Promise(String slaClass, @Nullable Double availability, int minimum) {
    static Promise of(Component component, @Nullable SlaClass slaClass) {
        return new Promise(
                slaClass == null ? "" : slaClass.name(),
                slaClass == null ? null : slaClass.availability(),
                component.bounds().minOrDefault());
    }

    /** True if there is an SLA that minutes count for. */
    boolean isOwed() {
        return availability != null && minimum > 0;
    }
}
