package io.reservoir.dsl.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The texts of the reference that people write: Markdown beside this class. */
final class Texts {
    private Texts() {}

    /** Null where there is no such text. */
    static @Nullable String find(String path) {
        try (var stream = Texts.class.getResourceAsStream(path)) {
            return stream == null ? null : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static String read(String path) {
        var text = find(path);
        if (text == null) {
            throw new IllegalStateException("the reference has no text `" + path + "`");
        }
        return text;
    }
}
