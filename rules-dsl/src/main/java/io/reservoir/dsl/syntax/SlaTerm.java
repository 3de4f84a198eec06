package io.reservoir.dsl.syntax;

import io.reservoir.model.diagnostic.Span;
import org.jspecify.annotations.Nullable;

/** A line of an SLA class. */
public sealed interface SlaTerm {
    Span span();

    /** The words that it begins with, in lower case. */
    String keyword();

    /** {@code availability 99.9% per month}. */
    record Availability(Span span, Quantity share, Name period) implements SlaTerm {
        @Override
        public String keyword() {
            return "availability";
        }
    }

    /** {@code response p95 500 ms over 5 min in 99% of windows}. */
    record Response(Span span, Name percentile, Quantity limit, Quantity window, Quantity share) implements SlaTerm {
        @Override
        public String keyword() {
            return "response";
        }
    }

    /** {@code replace within 5 min}. */
    record Replace(Span span, Quantity within) implements SlaTerm {
        @Override
        public String keyword() {
            return "replace within";
        }
    }

    record Headroom(Span span, Quantity share) implements SlaTerm {
        @Override
        public String keyword() {
            return "headroom";
        }
    }

    record BandUp(Span span, Quantity share) implements SlaTerm {
        @Override
        public String keyword() {
            return "band up";
        }
    }

    record StabiliseDown(Span span, Quantity window) implements SlaTerm {
        @Override
        public String keyword() {
            return "stabilise down";
        }
    }

    /** {@code spread 2 domains or 3 hosts}; {@code soft} where it is a wish only. */
    record Spread(
            Span span,
            boolean soft,
            Quantity first,
            @Nullable Quantity second) implements SlaTerm {
        @Override
        public String keyword() {
            return "spread";
        }
    }

    record Priority(Span span, Quantity number) implements SlaTerm {
        @Override
        public String keyword() {
            return "priority";
        }
    }

    record PriceFactor(Span span, Quantity factor) implements SlaTerm {
        @Override
        public String keyword() {
            return "price factor";
        }
    }

    /** {@code credit 10% below 99.9%}; it may stand several times. */
    record Credit(Span span, Quantity share, Quantity below) implements SlaTerm {
        @Override
        public String keyword() {
            return "credit";
        }
    }
}
