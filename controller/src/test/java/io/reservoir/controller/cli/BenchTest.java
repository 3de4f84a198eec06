package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class BenchTest {
    @Test
    void printsWhatItMeasuredAsOneObject() throws IOException {
        var run = Run.of("bench", "rules", "--services", "20", "--readings", "1000", "-o", "json")
                .exits(0);

        var result = new ObjectMapper().readTree(run.out());
        assertThat(result.fieldNames())
                .toIterable()
                .containsExactly(
                        "services",
                        "readingsPerSecond",
                        "ratioToLoop",
                        "bytesPerReading",
                        "deployMillis",
                        "heapPerServiceBytes");
        assertThat(result.get("services").asInt()).isEqualTo(20);
        assertThat(result.get("readingsPerSecond").asDouble()).isPositive();
    }

    @Test
    void printsItForPeopleToo() {
        Run.of("bench", "rules", "--services", "20", "--readings", "1000")
                .exits(0)
                .says("services                        20\n", "times the loop by hand");
    }

    @Test
    void refusesWhatCannotBeMeasured() {
        Run.of("bench", "hosts").exits(2).tells("there is no benchmark `hosts`");
        Run.of("bench", "rules", "--services", "3", "--shapes", "4").exits(2).tells("no more shapes than services");
    }
}
