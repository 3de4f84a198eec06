package io.reservoir.dsl.syntax;

import io.reservoir.model.diagnostic.Span;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A number as typed, with the unit that stands behind it: {@code 30 s}, {@code 5 MB/s}, {@code 70%}, {@code 2}. */
public record Quantity(
        Span span, BigDecimal number, @Nullable Name unit) {}
