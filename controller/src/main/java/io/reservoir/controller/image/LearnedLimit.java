package io.reservoir.controller.image;

import io.reservoir.model.service.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a refusal taught: that size or more is not asked for again for 1 minute, after each further refusal for twice
 * as long, 30 minutes at most. Less may be asked for at any time.
 *
 * @param refused the size that was asked for in vain
 * @param inARow refusals since it last took something
 * @param until when the same may be asked for again
 */
public record LearnedLimit(Size refused, int inARow, Instant until) {
    /** What is known after one more refusal; {@code before} is null at the first one. */
    static LearnedLimit after(@Nullable LearnedLimit before, Size refused, Instant at) {
        var former = before == null ? 0 : before.inARow;
        return new LearnedLimit(refused, former + 1, at.plus(Pause.after(former)));
    }

    /** The same, learned at that time at the latest. */
    LearnedLimit learnedBy(Instant at) {
        var latest = at.plus(Pause.after(inARow - 1));
        return until.isAfter(latest) ? new LearnedLimit(refused, inARow, latest) : this;
    }

    /** True if there is no point in asking for that size yet. */
    public boolean forbids(Size size, Instant now) {
        return now.isBefore(until) && refused.fitsIn(size);
    }
}
