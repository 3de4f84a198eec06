package io.reservoir.dsl.syntax;

import io.reservoir.model.diagnostic.Span;
import org.jspecify.annotations.Nullable;

/** What a statement is about: {@code C1}, {@code C1[2]} or {@code RED}; {@code replica} is null where none is named. */
public record Place(Span span, Name name, @Nullable Integer replica) {}
