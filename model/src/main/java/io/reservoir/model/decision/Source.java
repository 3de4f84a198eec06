package io.reservoir.model.decision;

import io.reservoir.model.diagnostic.Span;

/** The statement of a manifest that something follows from: its text as written and its place. */
public record Source(String text, Span span) {}
