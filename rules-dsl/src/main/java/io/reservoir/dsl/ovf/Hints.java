package io.reservoir.dsl.ovf;

import io.reservoir.dsl.problem.Suggestion;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** "Did you mean" for ids of an envelope, which may be long and many: looked for only where that is cheap. */
final class Hints {
    private static final int LONGEST = 100;
    private static final int MOST_NAMES = 1_000;
    private static final int MOST_HINTS = 50;

    private int given;

    /** What may have been meant; null if nothing is near, or if it would take long to say. */
    @Nullable
    String help(String written, Collection<String> names, String kind) {
        given++;
        return given > MOST_HINTS || written.length() > LONGEST || names.size() > MOST_NAMES
                ? null
                : Suggestion.help(written, names, kind);
    }
}
