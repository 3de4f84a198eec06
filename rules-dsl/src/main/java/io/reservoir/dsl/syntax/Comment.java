package io.reservoir.dsl.syntax;

import io.reservoir.model.diagnostic.Span;

/** A comment as written, with its {@code //} or between its {@code /*} and its end. It is no part of the tree. */
public record Comment(Span span, String text) {}
