package io.reservoir.controller.api.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reading as it is sent in.
 *
 * @param replica the ordinal of the replica it was taken at, from 1; absent for the component as a whole
 * @param unit of the value, such as {@code ms}; absent for the unit of the metric
 * @param at when it was measured; absent for now
 */
public record ReadingView(
        String service,
        String metric,
        String component,
        @Nullable Integer replica,
        double value,
        @Nullable String unit,
        @Nullable Instant at) {}
