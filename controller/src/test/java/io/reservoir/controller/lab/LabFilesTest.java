package io.reservoir.controller.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabFilesTest {
    private static final Path SAMPLES = Path.of("..", LabFiles.FOLDER);

    @Test
    void everyFileOfTheLabIsNamed(@TempDir Path directory) throws IOException {
        LabFiles.unpack(directory);
        assertThat(files(directory)).containsExactlyInAnyOrderElementsOf(files(SAMPLES));
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(name -> !name.endsWith(".rsl"))
                    .toList();
        }
    }
}
