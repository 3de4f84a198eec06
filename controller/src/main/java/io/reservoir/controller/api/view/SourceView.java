package io.reservoir.controller.api.view;

import io.reservoir.model.decision.Source;
import org.jspecify.annotations.Nullable;

/** A statement of a manifest and its place; lines and columns count from 1. */
public record SourceView(String text, String file, int line, int column, int endLine, int endColumn) {
    public static @Nullable SourceView of(@Nullable Source source) {
        if (source == null) {
            return null;
        }
        var span = source.span();
        return new SourceView(source.text(), span.file(), span.line(), span.column(), span.endLine(), span.endColumn());
    }
}
