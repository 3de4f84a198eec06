package io.reservoir.controller.api.view;

/**
 * What became of a batch of readings, all of which are valid.
 *
 * @param accepted those that statements read
 * @param ignored those that can change nothing: no statement reads them, or they are there already
 * @param forwarded those that are on their way to the node that owns their service, and will be accepted or ignored there
 */
public record IntakeView(int accepted, int ignored, int forwarded) {}
