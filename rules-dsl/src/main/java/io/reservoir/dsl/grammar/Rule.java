package io.reservoir.dsl.grammar;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A rule of the grammar: of a token where its name is in capitals, of the parser else. */
public record Rule(String name, List<Alternative> alternatives) {
    /** One way to write it; {@code label} is null where it has no name of its own. */
    public record Alternative(@Nullable String label, Part part) {}

    public boolean isToken() {
        return Character.isUpperCase(name.charAt(0));
    }

    /** All alternatives together. */
    public Part part() {
        return Part.choice(alternatives.stream().map(Alternative::part).toList());
    }
}
