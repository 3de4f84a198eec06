package io.reservoir.controller.bill;

import io.reservoir.model.ledger.Recorded;
import java.util.Map;

/**
 * What billing must be told of a manifest, for it compiles none itself.
 *
 * <p>The answer names every component of the manifest, those without an SLA class with {@link Terms#NONE}. A component
 * that it does not name keeps the terms it had: its VEEs are on their way out under the terms they were sold on.
 */
@FunctionalInterface
public interface TermsOfManifest {
    /**
     * The terms of each component by its name.
     *
     * @param submitted an entry that is a {@link io.reservoir.model.ledger.Entry.Submitted}
     */
    Map<String, Terms> of(Recorded submitted);
}
