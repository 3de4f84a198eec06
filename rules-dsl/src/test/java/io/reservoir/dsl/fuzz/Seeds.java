package io.reservoir.dsl.fuzz;

import io.reservoir.dsl.ovf.Archives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** What targets begin with: all samples, all files with mistakes, and the hostile ones. */
final class Seeds {
    private static final Path RESOURCES = Path.of("src", "test", "resources");

    /** Some of these are no text at all, which is why they have no name of one. */
    private static final Path HOSTILE = RESOURCES.resolve("hostile");

    private static final Path OVF = RESOURCES.resolve("ovf");

    private Seeds() {}

    static Stream<Arguments> texts() {
        var samples = files(Path.of("..", "samples"));
        return Stream.concat(samples, files(RESOURCES))
                .filter(file -> file.toString().endsWith(".rsl") || file.startsWith(HOSTILE))
                .map(file -> Arguments.of(Named.of(file.getFileName().toString(), read(file))));
    }

    /** Envelopes, good and bad. */
    static Stream<Arguments> envelopes() {
        return Stream.concat(files(OVF), files(Path.of("..", "samples")))
                .filter(file -> file.toString().endsWith(".ovf"))
                .map(file -> Arguments.of(Named.of(file.getFileName().toString(), read(file))));
    }

    /** Archives, put together from their parts. */
    static Stream<Arguments> archives() throws IOException {
        try (var folders = Files.list(OVF.resolve("archives"))) {
            return folders.filter(Files::isDirectory).sorted().toList().stream()
                    .map(folder -> Arguments.of(Named.of(folder.getFileName().toString(), archive(folder))));
        }
    }

    private static byte[] archive(Path folder) {
        try {
            return Archives.of(folder);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
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
