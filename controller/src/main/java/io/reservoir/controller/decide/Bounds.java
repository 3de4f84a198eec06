package io.reservoir.controller.decide;

import org.jspecify.annotations.Nullable;

/**
 * What the component itself bounds a variable by, in base units; a rule's own bounds come with its candidate.
 *
 * @param max null where the component says nothing, so that the default holds
 * @param defaultMax what holds where neither rule nor component says a maximum
 */
public record Bounds(double min, @Nullable Double max, double defaultMax) {}
