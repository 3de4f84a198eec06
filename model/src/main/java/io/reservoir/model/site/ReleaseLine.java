package io.reservoir.model.site;

import java.util.regex.Pattern;

/** The releases that work together in one cluster: those whose versions have the first two numbers in common. */
public final class ReleaseLine {
    private static final Pattern VERSION = Pattern.compile("(\\d+\\.\\d+)(?:[.-].*)?");

    private ReleaseLine() {}

    /** Such as {@code 1.4} for {@code 1.4.2}; what has no such version is a line of its own. */
    public static String of(String version) {
        var numbers = VERSION.matcher(version);
        return numbers.matches() ? numbers.group(1) : version;
    }
}
