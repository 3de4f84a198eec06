package io.reservoir.dsl.reference;

import io.reservoir.model.decision.OnUnknown;
import io.reservoir.model.decision.Rate;
import io.reservoir.model.reading.Numbers;
import java.time.Duration;

/** Values of the code as people type them. */
final class InWords {
    private InWords() {}

    static String of(Duration duration) {
        if (!duration.isZero() && duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + " ms";
        }
        return duration.toSecondsPart() == 0 && duration.toMinutes() > 0
                ? duration.toMinutes() + " min"
                : duration.toSeconds() + " s";
    }

    static String percent(double share) {
        return Numbers.plain(share * 100) + "%";
    }

    /** How fast a target may move; a rate without a practical bound is none. */
    static String of(Rate rate) {
        return rate.count() == Double.MAX_VALUE
                ? "any"
                : percent(rate.share()) + ", at least " + Numbers.plain(rate.count()) + ", per " + of(rate.per());
    }

    static String of(OnUnknown answer) {
        return switch (answer) {
            case OnUnknown.Hold hold -> "hold";
            case OnUnknown.Max max -> "max";
            case OnUnknown.Fallback(var number) -> "fallback " + Numbers.plain(number);
        };
    }
}
