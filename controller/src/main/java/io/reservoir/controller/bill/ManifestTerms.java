package io.reservoir.controller.bill;

import io.reservoir.dsl.Rsl;
import io.reservoir.model.ledger.Entry;
import io.reservoir.model.ledger.Recorded;
import io.reservoir.model.sla.SlaClasses;
import java.util.HashMap;
import java.util.Map;

/** Terms by the SLA classes as shipped: what each component of a manifest is bound to. */
public final class ManifestTerms implements TermsOfManifest {
    @Override
    public Map<String, Terms> of(Recorded submitted) {
        var terms = new HashMap<String, Terms>();
        if (submitted.entry() instanceof Entry.Submitted(var file, var text)) {
            var program = Rsl.compile(file, text).service();
            if (program != null) {
                program.spec()
                        .components()
                        .forEach(component ->
                                terms.put(component.name(), Terms.of(SlaClasses.SHIPPED.named(component.slaClass()))));
            }
        }
        return terms;
    }
}
