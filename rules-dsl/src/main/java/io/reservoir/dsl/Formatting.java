package io.reservoir.dsl;

import io.reservoir.model.diagnostic.Diagnostic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a text that was to be formatted.
 *
 * @param text the canonical text, null where it cannot be made
 * @param diagnostics what is wrong, by place; empty if there is a text
 */
public record Formatting(@Nullable String text, List<Diagnostic> diagnostics) {}
