package io.reservoir.dsl.syntax;

import java.util.List;

/** A file as written. */
public record SourceFile(SourceText source, List<Statement> statements) {}
