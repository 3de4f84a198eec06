package io.reservoir.model.diagnostic;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something to say about a text that somebody wrote. The message is lower case without a full stop, user text stands
 * in back-ticks; {@code code} is stable ({@code RSL-014}); {@code help} says what to do, where that is known.
 */
public record Diagnostic(
        Severity severity,
        String code,
        Span span,
        String message,
        @Nullable String help) {
    /** True if one of them refuses the text. */
    public static boolean anyError(List<Diagnostic> diagnostics) {
        return diagnostics.stream().anyMatch(d -> d.severity() == Severity.ERROR);
    }
}
