package io.reservoir.dsl.syntax;

import io.reservoir.model.diagnostic.Span;
import org.jspecify.annotations.Nullable;

/** A clause behind an equation: how its value is followed. */
public sealed interface Clause {
    Span span();

    /** The keyword that it begins with, in lower case. */
    String keyword();

    /** {@code min e during CALENDAR}; {@code during} is null where it always holds. */
    record Min(Span span, Expression bound, @Nullable Name during) implements Clause {
        @Override
        public String keyword() {
            return "min";
        }
    }

    /** {@code max e during CALENDAR}; {@code during} is null where it always holds. */
    record Max(Span span, Expression bound, @Nullable Name during) implements Clause {
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

    /** {@code during CALENDAR}: the whole statement holds only then. */
    record During(Span span, Name calendar) implements Clause {
        @Override
        public String keyword() {
            return "during";
        }
    }

    /** {@code within D}: the deadline for reaching a new target. */
    record Within(Span span, Quantity deadline) implements Clause {
        @Override
        public String keyword() {
            return "within";
        }
    }

    /** {@code combine max}: how this and the variable's other statements become one value. */
    record Combine(Span span, Name how) implements Clause {
        @Override
        public String keyword() {
            return "combine";
        }
    }
}
