package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FileUriTest {
    @ParameterizedTest
    @CsvSource({
        "stdin, stdin",
        "samples/seed/seed.rsl, samples/seed/seed.rsl",
        "./a//b/../c.rsl, a/c.rsl",
        "../a.rsl, ../a.rsl",
        "a b/c%20d.rsl, a%20b/c%2520d.rsl",
        "c:x.rsl, c%3Ax.rsl",
        "., .",
        "/nowhere at all/a#b.rsl, file:///nowhere%20at%20all/a%23b.rsl",
    })
    void isRelativeAndEncoded(String name, String uri) {
        assertThat(FileUri.of(name)).isEqualTo(uri);
    }

    @Test
    void isRelativeForWhatStandsBelowTheWorkingDirectory() {
        assertThat(FileUri.of(Path.of("a/b.rsl").toAbsolutePath().toString())).isEqualTo("a/b.rsl");
    }

    @Test
    void takesANameThatNoFileCanHave() {
        assertThat(FileUri.of("a\0b")).isEqualTo("a%00b");
    }
}
