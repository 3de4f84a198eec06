package io.reservoir.controller.api.view;

/**
 * What became of a batch of readings, all of which are valid.
 *
 * @param accepted those that statements read
 * @param ignored those that can change nothing: no statement reads them, or they are there already
 */
public record IntakeView(int accepted, int ignored) {}
