package io.reservoir.controller.api.view;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one reading of a batch.
 *
 * @param index of the reading in the batch, from 0
 * @param field which of its fields; absent where it is no reading at all
 */
public record ReadingErrorView(int index, @Nullable String field, String message) {}
