package io.reservoir.dsl.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** What every target of texts begins with: all samples, all broken files, and the hostile ones. */
final class Seeds {
    private static final List<Path> FOLDERS = List.of(Path.of("..", "samples"), Path.of("src", "test", "resources"));

    private Seeds() {}

    static Stream<Arguments> texts() {
        return FOLDERS.stream().flatMap(Seeds::texts);
    }

    private static Stream<Arguments> texts(Path folder) {
        try (var files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".rsl"))
                    .sorted()
                    .map(file -> Arguments.of(Named.of(file.getFileName().toString(), read(file))))
                    .toList()
                    .stream();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
