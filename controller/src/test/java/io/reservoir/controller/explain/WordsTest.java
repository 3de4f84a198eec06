package io.reservoir.controller.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.model.decision.Authority;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordsTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.25S, 250 ms",
        "PT59.9S, 59 s",
        "PT60S, 1 min",
        "PT125S, 2 min 5 s",
        "PT3600S, 1 h",
        "PT11400S, 3 h 10 min",
        "PT90000S, 1 d 1 h",
    })
    void writesTheTwoGreatestUnitsOfADuration(Duration duration, String words) {
        assertThat(Words.of(duration)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "1000000000, 1 GB",
        "1073741824, 1 GiB",
        "268435456, 256 MiB",
        "64000000000, 64 GB",
        "1500000, 1.5 MB",
        "0, 0 MB",
    })
    void writesBytesInTheUnitThatFits(long bytes, String words) {
        assertThat(Words.bytes(bytes)).isEqualTo(words);
    }

    @Test
    void givesMemoryItsUnitAndLeavesCountsAlone() {
        assertThat(Words.of("Memory(C1)", 2_000_000_000)).isEqualTo("2 GB");
        assertThat(Words.of("Replicas(C1)", 8)).isEqualTo("8");
        assertThat(Words.of("Memory(C1)", Double.MAX_VALUE)).isEqualTo("no limit");
    }

    @Test
    void writesTimesToTheSecondAndConstantsAsWords() {
        assertThat(Words.of(Instant.parse("2026-11-23T04:42:45.653520864Z"))).isEqualTo("2026-11-23T04:42:45Z");
        assertThat(Words.of(Authority.OPERATOR_HOLD)).isEqualTo("operator hold");
    }
}
