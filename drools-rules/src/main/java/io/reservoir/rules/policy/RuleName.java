package io.reservoir.rules.policy;

/**
 * A rule that is in force.
 *
 * @param file the file that it stands in
 * @param line where it begins there, from 1
 * @param shipped true if it came with the program
 * @param replaces true if it took the place of a shipped rule of the same name
 */
public record RuleName(String name, String file, int line, boolean shipped, boolean replaces) {}
