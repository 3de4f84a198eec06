package io.reservoir.dsl.syntax;

import io.reservoir.model.diagnostic.Span;

/** A text in quotes: what it says, and where it stands with its quotes. */
public record Text(String value, Span span) {}
