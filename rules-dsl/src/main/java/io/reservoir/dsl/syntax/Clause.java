package io.reservoir.dsl.syntax;

import io.reservoir.model.diagnostic.Span;
import org.jspecify.annotations.Nullable;

/** A clause behind an equation: how its value is followed. */
public sealed interface Clause {
    Span span();

    /** The keyword that it begins with, in lower case. */
    String keyword();

    record Min(Span span, Expression bound) implements Clause {
        @Override
        public String keyword() {
            return "min";
        }
    }

    record Max(Span span, Expression bound) implements Clause {
        @Override
        public String keyword() {
            return "max";
        }
    }

    record When(Span span, Expression condition) implements Clause {
        @Override
        public String keyword() {
            return "when";
        }
    }

    record Over(Span span, Quantity window) implements Clause {
        @Override
        public String keyword() {
            return "over";
        }
    }

    record Priority(Span span, Quantity number) implements Clause {
        @Override
        public String keyword() {
            return "priority";
        }
    }

    record Band(Span span, @Nullable Quantity up, @Nullable Quantity down) implements Clause {
        @Override
        public String keyword() {
            return "band";
        }
    }

    record Headroom(Span span, Quantity share) implements Clause {
        @Override
        public String keyword() {
            return "headroom";
        }
    }

    record Stabilise(
            Span span, @Nullable Quantity up, @Nullable Quantity down) implements Clause {
        @Override
        public String keyword() {
            return "stabilise";
        }
    }

    record Rate(Span span, @Nullable Pace up, @Nullable Pace down) implements Clause {
        @Override
        public String keyword() {
            return "rate";
        }
    }

    /** So much per so long. */
    record Pace(Quantity step, Quantity per) {}

    record OnUnknown(Span span, Answer answer, @Nullable Quantity number) implements Clause {
        @Override
        public String keyword() {
            return "on unknown";
        }
    }

    /** What {@code on unknown} answers; {@code FALLBACK} has a number. */
    enum Answer {
        HOLD,
        FALLBACK,
        MAX
    }

    record Step(Span span, Quantity size) implements Clause {
        @Override
        public String keyword() {
            return "step";
        }
    }

    record Cooldown(
            Span span, @Nullable Quantity in, @Nullable Quantity out) implements Clause {
        @Override
        public String keyword() {
            return "cooldown";
        }
    }

    /** A clause that is read and that this release does not carry out. */
    record Later(Span span, String keyword) implements Clause {}
}
