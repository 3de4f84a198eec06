package io.reservoir.rules.drl;

import io.reservoir.model.decision.Source;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rules of a program as DRL.
 *
 * @param shape the digest of the shape whose package it is
 * @param head package, imports and what is to be said of them, each line ended by a line feed
 */
public record DrlText(String shape, String head, List<Rule> rules) {
    /**
     * The rule of one statement.
     *
     * @param drl comment and rule, each line ended by a line feed
     */
    public record Rule(String id, Source source, String drl) {}

    /** The whole text, as it is compiled. */
    public String text() {
        return rules.stream().map(Rule::drl).collect(Collectors.joining("\n", head + "\n", ""));
    }
}
