package io.reservoir.controller.api.view;

import io.reservoir.model.decision.Basis;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The samples that a value rests on: those later than {@code after}, up to {@code until}.
 *
 * @param aggregation how they became one number
 * @param count how many there were
 * @param replicas ordinals of the replicas that they were taken at; 0 for the series of the component as a whole
 */
public record BasisView(String aggregation, Instant after, Instant until, int count, List<Integer> replicas) {
    static @Nullable BasisView of(@Nullable Basis basis) {
        return basis == null
                ? null
                : new BasisView(basis.aggregation(), basis.after(), basis.until(), basis.samples(), basis.replicas());
    }
}
