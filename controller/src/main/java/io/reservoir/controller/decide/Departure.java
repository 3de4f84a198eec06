package io.reservoir.controller.decide;

/**
 * Policy's wish that VEEs of a component leave a host.
 *
 * @param host its name
 * @param reason in words, with the rule that says so
 */
public record Departure(String host, String reason) {}
