package io.reservoir.rules.policy;

/** A text in DRL. */
public record RuleFile(String name, String text) {}
