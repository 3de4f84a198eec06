package io.reservoir.model.plan;

import io.reservoir.model.decision.Source;
import org.jspecify.annotations.Nullable;

/** Why a step is taken: a sentence, and the statement that it follows from, null where no statement asked for it. */
public record Reason(String text, @Nullable Source source) {}
