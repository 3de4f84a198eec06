package io.reservoir.controller.cli;

import org.jspecify.annotations.Nullable;

/** The thing that was asked for cannot be done: a line for the person who asked, and what to do instead. */
final class Refusal extends RuntimeException {
    private final transient @Nullable String help;
    private final int exitCode;

    private Refusal(String message, @Nullable String help, int exitCode) {
        super(message, null, false, false);
        this.help = help;
        this.exitCode = exitCode;
    }

    /** It failed or was refused. */
    static Refusal of(String message, @Nullable String help) {
        return new Refusal(message, help, Exit.FAILED);
    }

    /** It was not asked for in a way that can be understood. */
    static Refusal usage(String message, @Nullable String help) {
        return new Refusal(message, help, Exit.USAGE);
    }

    int exitCode() {
        return exitCode;
    }

    @Nullable
    String help() {
        return help;
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
