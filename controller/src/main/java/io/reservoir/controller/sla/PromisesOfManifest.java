package io.reservoir.controller.sla;

import io.reservoir.model.ledger.Recorded;
import java.util.Map;

/** What accounting must be told of a manifest, for it compiles none itself. */
@FunctionalInterface
public interface PromisesOfManifest {
    /**
     * The promise of each component by its name.
     *
     * @param submitted an entry that is a {@link io.reservoir.model.ledger.Entry.Submitted}
     */
    Map<String, Promise> of(Recorded submitted);
}
