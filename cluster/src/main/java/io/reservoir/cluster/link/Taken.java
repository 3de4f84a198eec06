package io.reservoir.cluster.link;

/**
 * What the owner did with readings.
 *
 * @param accepted some statement reads them
 * @param ignored they change nothing
 * @param untaken it does not own their services any more, or cannot take them now
 */
public record Taken(int accepted, int ignored, int untaken) {}
