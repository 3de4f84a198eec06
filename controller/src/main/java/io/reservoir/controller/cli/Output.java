package io.reservoir.controller.cli;

import java.util.List;
import java.util.Locale;

/** In which form a command prints its result. */
enum Output {
    /** For people. */
    TEXT,
    /** For people with wide windows. */
    WIDE,
    /** For programs: one document. */
    JSON;

    /** The word as people type it and shells complete it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the option {@code -o}. */
    static final class Converter extends OutputWord<Output> {
        Converter() {
            super(List.of(values()));
        }
    }
}
