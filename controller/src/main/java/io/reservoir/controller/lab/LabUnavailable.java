package io.reservoir.controller.lab;

import org.jspecify.annotations.Nullable;

/** The machine lacks something, or what is asked for is taken: a line for a person, and what to do. */
public final class LabUnavailable extends RuntimeException {
    private static final String HELP = " help: ";

    private final transient @Nullable String help;

    LabUnavailable(String message, @Nullable String help) {
        super(message, null, false, false);
        this.help = help;
    }

    /** What a script said before it gave up: its reason last, with or without a line of help. */
    static LabUnavailable told(String errors) {
        var lines = errors.strip().lines().toList();
        var last = lines.isEmpty() ? "it failed without a word" : lines.getLast();
        if (last.startsWith(HELP) && lines.size() > 1) {
            return new LabUnavailable(lines.get(lines.size() - 2), last.substring(HELP.length()));
        }
        return new LabUnavailable(last, null);
    }

    public @Nullable String help() {
        return help;
    }
}
