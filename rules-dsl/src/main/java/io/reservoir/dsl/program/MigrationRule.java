package io.reservoir.dsl.program;

import io.reservoir.model.decision.Source;
import java.time.Duration;

/** A statement that asks for a plan to move replicas away once its condition has held for so long. */
public record MigrationRule(String component, Formula condition, Duration lasting, Source source) {}
