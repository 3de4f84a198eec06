package io.reservoir.controller.cli;

/** How a command ends. */
final class Exit {
    static final int OK = 0;

    /** What was asked for failed or was refused. */
    static final int FAILED = 1;

    /** The command line cannot be understood. */
    static final int USAGE = 2;

    /** Nothing is wrong, and the warnings that there are were not allowed. */
    static final int WARNINGS = 3;

    private Exit() {}
}
