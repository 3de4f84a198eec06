package io.reservoir.model.decision;

/**
 * What one stage of the pipeline did.
 *
 * @param text one sentence for people, without a full stop
 * @param result the value that the stage hands on
 * @param changed true if it hands on another value than it was given
 */
public record StageLine(String stage, String text, double result, boolean changed) {}
