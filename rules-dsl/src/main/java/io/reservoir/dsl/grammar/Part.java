package io.reservoir.dsl.grammar;

import java.util.List;

/** What stands on the right side of a rule. */
public sealed interface Part {
    /** Characters as they are typed. */
    record Literal(String text) implements Part {}

    /** A set of characters as the grammar writes it, brackets included, such as {@code [0-9]}. */
    record Characters(String set) implements Part {}

    /** Another rule, or a token, by its name. */
    record Mention(String name) implements Part {}

    record Sequence(List<Part> parts) implements Part {}

    record Choice(List<Part> alternatives) implements Part {}

    /** {@code how} is one of {@code ?}, {@code *}, {@code +} and {@code *?}. */
    record Repeated(Part part, String how) implements Part {}

    /** Any character but these. */
    record Except(Part part) implements Part {}

    /** Any character. */
    record Anything() implements Part {}

    static Part sequence(List<Part> parts) {
        return parts.size() == 1 ? parts.getFirst() : new Sequence(List.copyOf(parts));
    }

    static Part choice(List<Part> alternatives) {
        return alternatives.size() == 1 ? alternatives.getFirst() : new Choice(List.copyOf(alternatives));
    }
}
