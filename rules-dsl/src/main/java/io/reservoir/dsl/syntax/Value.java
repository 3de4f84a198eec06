package io.reservoir.dsl.syntax;

import io.reservoir.model.diagnostic.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The right side of an equation. */
public sealed interface Value {
    Span span();

    record Formula(Expression expression) implements Value {
        @Override
        public Span span() {
            return expression.span();
        }
    }

    record Domains(Span span, Kind kind, List<Domain> domains) implements Value {}

    /** How a set of domains is meant: by {@code {A}}, {@code [A]}, {@code !{A}}. */
    enum Kind {
        SET,
        ORDER,
        EXCEPT
    }

    /** One domain of a set, with its share where one is written. */
    record Domain(Name name, @Nullable Quantity share) {}
}
