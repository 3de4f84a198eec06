package io.reservoir.controller.cli;

/** A form in which {@code check} tells what it found. */
interface CheckFormat {
    /** Prints all of it to standard output, and nothing else there. */
    void print(Checked checked, Terminal terminal);
}
