package io.reservoir.model.decision;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The clauses of an assignment as its author wrote them; null where nothing was written.
 *
 * @param within the deadline for reaching a new target
 */
public record Clauses(
        @Nullable Double bandUp,
        @Nullable Double bandDown,
        @Nullable Double headroom,
        @Nullable Duration stabiliseUp,
        @Nullable Duration stabiliseDown,
        @Nullable Rate rateUp,
        @Nullable Rate rateDown,
        @Nullable OnUnknown onUnknown,
        @Nullable Double step,
        @Nullable Duration cooldownOut,
        @Nullable Duration cooldownIn,
        @Nullable Combination combine,
        @Nullable Duration within) {
    public static final Clauses NONE =
            new Clauses(null, null, null, null, null, null, null, null, null, null, null, null, null);
}
