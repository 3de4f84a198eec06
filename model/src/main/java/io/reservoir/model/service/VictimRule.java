package io.reservoir.model.service;

/** Which replica goes first where there is a choice: the one with the least of a metric, or with the greatest. */
public record VictimRule(String metric, boolean greatestFirst) {}
