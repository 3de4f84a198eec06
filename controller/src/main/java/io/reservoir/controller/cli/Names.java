package io.reservoir.controller.cli;

import io.reservoir.dsl.problem.Suggestion;
import java.util.Collection;

/** What people call services and components. */
final class Names {
    private Names() {}

    /** Refuses the name of a service that is not there. */
    static void require(String service, Collection<String> services) {
        if (!services.contains(service)) {
            throw Refusal.of(
                    "there is no service `" + service + "`",
                    services.isEmpty()
                            ? "apply a manifest: ./reservoir apply FILE"
                            : Suggestion.help(service, services, "services"));
        }
    }

    /** Refuses the name of a component that is not there. */
    static void requireComponent(String service, String component, Collection<String> components) {
        if (!components.contains(component)) {
            throw Refusal.of(
                    "service `" + service + "` has no component `" + component + "`",
                    Suggestion.help(component, components, "components"));
        }
    }
}
