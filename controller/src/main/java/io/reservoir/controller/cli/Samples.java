package io.reservoir.controller.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Files of {@code samples/}, which are shipped with the program. */
final class Samples {
    private Samples() {}

    /** The text of one, by its path in the source tree. */
    static String text(String name) {
        try (var in = Objects.requireNonNull(Samples.class.getResourceAsStream("/" + name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
