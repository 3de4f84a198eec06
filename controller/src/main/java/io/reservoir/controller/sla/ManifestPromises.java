package io.reservoir.controller.sla;

import io.reservoir.dsl.Rsl;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.sla.SlaClasses;
import java.util.HashMap;
import java.util.Map;

/** Promises by SLA classes: what each component of a manifest is bound to. */
public record ManifestPromises(SlaClasses classes) implements PromisesOfManifest {
    @Override
    public Map<String, Promise> of(Recorded submitted) {
        var promises = new HashMap<String, Promise>();
        if (submitted.entry() instanceof Entry.Submitted(var file, var text)) {
            var program = Rsl.compile(file, text).service();
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
