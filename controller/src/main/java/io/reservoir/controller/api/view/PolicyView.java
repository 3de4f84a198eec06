package io.reservoir.controller.api.view;

import io.reservoir.rules.policy.PolicyRules;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operators' policy in force.
 *
 * @param hash SHA-256 over all its texts, in hexadecimal digits
 * @param author who brought it
 * @param directory where the server has it from, absent where only the shipped rules are in force
 */
public record PolicyView(
        String hash, String author, @Nullable String directory, List<RuleView> rules) {
    /**
     * A rule.
     *
     * @param line where it begins in its file, from 1
     * @param shipped true if it came with the program
     * @param replaces true if it took the place of a shipped rule of the same name
     */
    public record RuleView(String name, String file, int line, boolean shipped, boolean replaces) {}

    public static PolicyView of(PolicyRules policy, @Nullable Path directory) {
        return new PolicyView(
                policy.hash(),
                policy.author(),
                directory == null ? null : directory.toString(),
                policy.rules().stream()
                        .map(rule ->
                                new RuleView(rule.name(), rule.file(), rule.line(), rule.shipped(), rule.replaces()))
                        .toList());
    }
}
