package io.reservoir.dsl.problem;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds what a person may have meant by a name that does not exist. */
public final class Suggestion {
    private static final int LISTED = 8;

    private Suggestion() {}

    /** The nearest of the names that a slip of the fingers could have turned into {@code written}, or null. */
    public static @Nullable String nearest(String written, Collection<String> names) {
        String best = null;
        var bestDistance = allowance(written) + 1;
        for (var name : new TreeSet<>(names)) {
            var distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT), bestDistance);
            if (!name.equals(written) && distance < bestDistance) {
                best = name;
                bestDistance = distance;
            }
        }
        return best;
    }

    /** "did you mean", where something is near; else the names there are, called {@code kind}; null if none. */
    public static @Nullable String help(String written, Collection<String> names, String kind) {
        var nearest = nearest(written, names);
        if (nearest != null) {
            return "did you mean " + Problems.quoted(nearest) + "?";
        }
        if (names.isEmpty() || names.size() > LISTED) {
            return null;
        }
        return kind + ": "
                + names.stream().map(Problems::quoted).distinct().sorted().collect(Collectors.joining(", "));
    }

    /** Very short names are all near each other: there, only the case may differ. */
    private static int allowance(String written) {
        var length = written.length();
        return length <= 2 ? 0 : length <= 5 ? 1 : length <= 12 ? 2 : 3;
    }

    /** Insertions, deletions, replacements and swaps of neighbours; {@code tooFar} at most. */
    private static int distance(String a, String b, int tooFar) {
        if (Math.abs(a.length() - b.length()) >= tooFar) {
            return tooFar;
        }
        var before = new int[b.length() + 1];
        var last = new int[b.length() + 1];
        var next = new int[b.length() + 1];
        for (var j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (var i = 1; i <= a.length(); i++) {
            next[0] = i;
            for (var j = 1; j <= b.length(); j++) {
                var same = a.charAt(i - 1) == b.charAt(j - 1);
                next[j] = Math.min(Math.min(last[j], next[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                if (isSwap(a, i, b, j)) {
                    next[j] = Math.min(next[j], before[j - 2] + 1);
                }
            }
            var spare = before;
            before = last;
            last = next;
            next = spare;
        }
        return last[b.length()];
    }

    private static boolean isSwap(String a, int i, String b, int j) {
        return i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    }
}
