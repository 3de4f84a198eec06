package io.reservoir.dsl.syntax;

import io.reservoir.model.diagnostic.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a component's block. */
public sealed interface Item {
    Span span();

    /** The keyword that it begins with, in lower case. */
    String keyword();

    record Image(Span span, Name name) implements Item {
        @Override
        public String keyword() {
            return "image";
        }
    }

    record Networks(Span span, List<Name> names) implements Item {
        @Override
        public String keyword() {
            return "networks";
        }
    }

    record Replicas(Span span, List<Bound> bounds) implements Item {
        @Override
        public String keyword() {
            return "replicas";
        }
    }

    /** {@code min}, {@code max} or {@code initial} and its number. */
    record Bound(Name which, Quantity number) {}

    record After(Span span, List<Name> components) implements Item {
        @Override
        public String keyword() {
            return "after";
        }
    }

    record Ready(Span span, Probe probe, @Nullable Quantity within) implements Item {
        @Override
        public String keyword() {
            return "ready when";
        }
    }

    record Spread(Span span, Name over) implements Item {
        @Override
        public String keyword() {
            return "spread";
        }
    }

    record Near(Span span, Name component) implements Item {
        @Override
        public String keyword() {
            return "near";
        }
    }

    /** {@code set DB_HOST = ip(C2[1], RED)}: handed to the guest; it may stand several times. */
    record Set(Span span, Name key, List<SettingPart> parts) implements Item {
        @Override
        public String keyword() {
            return "set";
        }
    }

    /** {@code victim by Sessions asc}; {@code direction} is null where none is written. */
    record Victim(Span span, Name metric, @Nullable Name direction) implements Item {
        @Override
        public String keyword() {
            return "victim";
        }
    }

    /** {@code drain until Sessions = 0 max 10 min}. */
    record Drain(
            Span span,
            Name metric,
            Quantity bound,
            @Nullable Quantity max) implements Item {
        @Override
        public String keyword() {
            return "drain";
        }
    }

    /** How one knows that a VEE serves. */
    sealed interface Probe {
        record Boot() implements Probe {}

        record Agent() implements Probe {}

        record Tcp(Name port) implements Probe {}

        record Http(Name port, String path) implements Probe {}
    }
}
