package io.reservoir.dsl.syntax;

import io.reservoir.model.diagnostic.Span;
import java.util.List;

/** A part of a setting's value; the parts stand one behind the other. */
public sealed interface SettingPart {
    Span span();

    record Written(Text text) implements SettingPart {
        @Override
        public Span span() {
            return text.span();
        }
    }

    record Amount(Quantity quantity) implements SettingPart {
        @Override
        public Span span() {
            return quantity.span();
        }
    }

    /** What is known at deployment only, such as {@code ip(C2[1], RED)}. */
    record Resolved(Span span, Name function, List<Place> arguments) implements SettingPart {}
}
