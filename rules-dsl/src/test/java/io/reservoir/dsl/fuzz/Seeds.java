package io.reservoir.dsl.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** What every target of texts begins with: all samples, all files with mistakes, and the hostile ones. */
final class Seeds {
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    /** Some of these are no text at all, which is why they have no name of one. */
    private static final Path HOSTILE = RESOURCES.resolve("hostile");

    private Seeds() {}

    static Stream<Arguments> texts() {
        var samples = files(Path.of("..", "samples"));
        return Stream.concat(samples, files(RESOURCES))
                .filter(file -> file.toString().endsWith(".rsl") || file.startsWith(HOSTILE))
                .map(file -> Arguments.of(Named.of(file.getFileName().toString(), read(file))));
    }

    private static Stream<Path> files(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList().stream();
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
