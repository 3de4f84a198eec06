package io.reservoir.controller.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordLogTest {
    @TempDir
    private Path directory;

    @Test
    void holdsWhatWasAppendedAndGoesOnBehindIt() throws IOException {
        write("one", "two ä \u2028 \r", "");
        try (var log = RecordLog.open(file()).log()) {
            log.append("four");
        }
        assertThat(texts()).containsExactly("one", "two ä \u2028 \r", "", "four");
    }

    @Test
    void cutsTheRestOfARecordThatWasBeingWrittenWhereverItBroke() throws IOException {
        write("one", "two");
        var good = Files.readAllBytes(file());
        write("three, a longer one");
        var whole = Files.readAllBytes(file());

        for (var length = good.length; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThat(texts()).containsExactly("one", "two");
            assertThat(Files.readAllBytes(file())).isEqualTo(good);
        }
    }

    @Test
    void cutsALastRecordThatIsNotWhatWasWritten() throws IOException {
        write("one", "two");
        var bytes = Files.readAllBytes(file());
        bytes[bytes.length - 2] ^= 1;
        Files.write(file(), bytes);
        assertThat(texts()).containsExactly("one");
    }

    @Test
    void refusesAnyChangeOfARecordBeforeTheLast() throws IOException {
        write("one", "two", "three");
        var good = Files.readAllBytes(file());
        var last = new String(good, StandardCharsets.UTF_8).indexOf("3 5 ");

        for (var at = 0; at < last; at++) {
            var bytes = good.clone();
            bytes[at] ^= 1;
            Files.write(file(), bytes);
            assertThatThrownBy(this::texts)
                    .as("byte %d", at)
                    .isInstanceOf(RecordLog.Broken.class)
                    .hasMessageContaining(file() + " is broken at byte")
                    .hasMessageContaining("bring the file back");
            assertThat(Files.readAllBytes(file())).isEqualTo(bytes);
        }
    }

    @Test
    void refusesAFileOfWhichARecordIsMissing() throws IOException {
        write("one", "two", "three");
        var lines = Files.readAllLines(file());
        Files.write(file(), List.of(lines.get(0), lines.get(2)));
        assertThatThrownBy(this::texts).hasMessageContaining("record 2");
    }

    @Test
    void isReplacedAsAWhole() throws IOException {
        write("one", "two", "three");
        try (var log = RecordLog.open(file()).log()) {
            log.rewrite(List.of("three"));
            log.append("four");
            assertThat(log.records()).isEqualTo(2);
        }
        assertThat(texts()).containsExactly("three", "four");
        assertThat(directory).isDirectoryNotContaining("glob:**.next");
    }

    @Test
    void takesNoRecordThatItCouldNotReadAgain() throws IOException {
        try (var log = RecordLog.open(file()).log()) {
            assertThatThrownBy(() -> log.append("a\nb")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> log.append("x".repeat((1 << 19) + 1)))
                    .isInstanceOf(IllegalArgumentException.class);
            log.append("x".repeat(1 << 19));
        }
        assertThat(texts()).hasSize(1);
    }

    private Path file() {
        return directory.resolve("log");
    }

    private void write(String... texts) throws IOException {
        try (var log = RecordLog.open(file()).log()) {
            for (var text : texts) {
                log.append(text);
            }
        }
    }

    private List<String> texts() throws IOException {
        var opened = RecordLog.open(file());
        opened.log().close();
        return opened.texts();
    }
}
