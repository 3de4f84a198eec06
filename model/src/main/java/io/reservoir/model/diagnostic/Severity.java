package io.reservoir.model.diagnostic;

import java.util.Locale;

/** How much a diagnostic matters: an error refuses the text, the others do not. */
public enum Severity {
    ERROR,
    WARNING,
    INFO;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
