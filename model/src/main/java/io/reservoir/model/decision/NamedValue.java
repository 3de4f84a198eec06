package io.reservoir.model.decision;

import io.reservoir.model.reading.Value;
import org.jspecify.annotations.Nullable;

/**
 * An input or indicator of an evaluation: what was read, as a person writes it ({@code RequestPerSecond(C1)}).
 *
 * @param basis the samples that it rests on, null where it is no window of samples or nobody asked
 */
public record NamedValue(String name, Value value, @Nullable Basis basis) {
    public NamedValue(String name, Value value) {
        this(name, value, null);
    }

    public NamedValue on(@Nullable Basis newBasis) {
        return new NamedValue(name, value, newBasis);
    }
}
