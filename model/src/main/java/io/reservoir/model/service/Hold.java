package io.reservoir.model.service;

import io.reservoir.model.decision.Source;
import java.time.Instant;

/**
 * Somebody's word that a component does not grow, or does not shrink, up to and without a time.
 *
 * @param owner who said so
 * @param reason why, empty where that was not said
 */
public record Hold(Direction direction, String component, Instant until, String owner, String reason, Source source) {
    /** What is held: shrinking ({@code in}) or growing ({@code out}). */
    public enum Direction {
        IN,
        OUT
    }
}
