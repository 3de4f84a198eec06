package io.reservoir.model.decision;

import io.reservoir.model.reading.Value;

/** An input or indicator of an evaluation: what was read, as a person writes it ({@code RequestPerSecond(C1)}). */
public record NamedValue(String name, Value value) {}
