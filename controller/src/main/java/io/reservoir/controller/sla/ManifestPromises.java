package io.reservoir.controller.sla;

import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.sla.SlaClasses;
import java.util.HashMap;
import java.util.Map;

/** Promises by SLA classes: what each component of a manifest is bound to. */
public record ManifestPromises(SlaClasses classes, Programs programs) implements PromisesOfManifest {
    public ManifestPromises(SlaClasses classes) {
        this(classes, new Programs());
    }

    @Override
    public Map<String, Promise> of(Recorded submitted) {
        var promises = new HashMap<String, Promise>();
        if (submitted.entry() instanceof Entry.Submitted manifest) {
            var program = programs.of(manifest);
            if (program != null) {
                program.spec()
                        .components()
                        .forEach(component -> promises.put(
                                component.name(), Promise.of(component, classes.named(component.slaClass()))));
            }
        }
        return promises;
    }
}
