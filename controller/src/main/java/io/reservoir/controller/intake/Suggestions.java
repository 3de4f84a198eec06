package io.reservoir.controller.intake;

import io.reservoir.dsl.problem.Suggestion;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** "Did you mean" for one batch: a few times only, for seeking it takes a while. */
final class Suggestions {
    private static final int NAMES = 1_000;

    private int left = 10;

    /** What to say of a name that does not exist, {@code kind} being what it should be one of. */
    String unknown(String kind, String name, Supplier<List<String>> names) {
        var help = help(kind, name, names);
        return "there is no " + kind + " `" + name + "`" + (help == null ? "" : ": " + help);
    }

    private @Nullable String help(String kind, String name, Supplier<List<String>> names) {
        if (left == 0) {
            return null;
        }
        left--;
        var known = names.get();
        return known.size() > NAMES ? null : Suggestion.help(name, known, kind + "s");
    }
}
