package io.reservoir.rules.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionsTest {
    @ParameterizedTest
    @CsvSource({
        "10, 9, 10",
        "10, 8.99, 9",
        "10, 10.5, 10",
        "10, 10.51, 11",
        "1, 6, 6",
        "1, 6.0000000001, 6",
        "1, 6.00001, 7",
        "4, 0, 1",
        "4, -3, 1",
        "4, NaN, 4"
    })
    void aTargetStandsWithinTheBandAndElseIsTheValueRoundedUp(int standing, double raw, int next) {
        assertThat(Decisions.next(standing, raw)).isEqualTo(next);
    }
}
