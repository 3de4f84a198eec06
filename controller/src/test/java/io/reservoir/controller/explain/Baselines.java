package io.reservoir.controller.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares texts with files, which {@code -Dbaselines.rewrite=true} rewrites. */
public final class Baselines {
    private Baselines() {}

    /**
     * Fails unless the file says the same.
     *
     * @param name of the file under {@code src/test/resources}
     */
    public static void assertSame(String said, String name) {
        var file = Path.of("src", "test", "resources").resolve(name);
        try {
            if (Boolean.getBoolean("baselines.rewrite")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, said);
            }
            assertThat(said).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
