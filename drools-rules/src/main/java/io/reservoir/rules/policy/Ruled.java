package io.reservoir.rules.policy;

import java.util.Comparator;

/**
 * What a rule inserted, and which rule that was.
 *
 * @param author of the rule: its {@code @author}, else who brought the files; {@code reservoir} for shipped ones
 */
public record Ruled<T extends Opinion>(T what, String rule, String author) {
    /** An order that does not depend on which rule fired first. */
    static <T extends Opinion> Comparator<Ruled<T>> order() {
        return Comparator.<Ruled<T>, String>comparing(Ruled::rule)
                .thenComparing(ruled -> ruled.what().toString());
    }

    /** The rule and its author, as explanations name them. */
    public String inWords() {
        return "rule `" + rule + "` of " + author;
    }
}
