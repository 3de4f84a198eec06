package io.reservoir.controller.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The forms of {@code check} by name. Only the one that is asked for is made, so that none loads what another needs. */
enum CheckFormats {
    TEXT(TextFormat::new),
    JSON(JsonFormat::new),
    SARIF(SarifFormat::new),
    JUNIT(JunitFormat::new);

    @SuppressWarnings("ImmutableEnumChecker") // a constructor's reference holds nothing that could change
    private final Supplier<CheckFormat> maker;

    CheckFormats(Supplier<CheckFormat> maker) {
        this.maker = maker;
    }

    CheckFormat make() {
        return maker.get();
    }

    /** The word as people type it and shells complete it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the option {@code -o}. */
    static final class Converter extends OutputWord<CheckFormats> {
        Converter() {
            super(List.of(values()));
        }
    }
}
