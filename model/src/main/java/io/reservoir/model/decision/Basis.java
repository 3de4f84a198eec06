package io.reservoir.model.decision;

import java.time.Instant;
import java.util.List;

/**
 * What a value rests on that was read through a window: samples later than {@code after} and up to {@code until}.
 *
 * @param aggregation how they became one number, for people: {@code average, added up over replicas}
 * @param samples how many there were
 * @param replicas ordinals of the replicas that they were taken at; 0 for the series of the component as a whole
 */
public record Basis(String aggregation, Instant after, Instant until, int samples, List<Integer> replicas) {}
