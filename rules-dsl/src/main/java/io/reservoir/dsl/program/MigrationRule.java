package io.reservoir.dsl.program;

import io.reservoir.model.decision.Source;
import java.time.Duration;

/**
 * A statement that asks for a plan to move a replica away once its condition has held for so long.
 *
 * @param condition index of the indicator that is 1 while the condition holds, and 0 while it does not
 */
public record MigrationRule(String component, int condition, Duration lasting, Source source) {
    /** What the indicator of a condition is called; no author can name one so. */
    public static final String INDICATOR = "migrate";
}
