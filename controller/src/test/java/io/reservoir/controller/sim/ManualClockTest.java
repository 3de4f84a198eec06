package io.reservoir.controller.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualClockTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private final ManualClock clock = new ManualClock(START);

    @Test
    void standsStillUntilItIsMoved() {
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.advance(Duration.ofSeconds(5))).isEqualTo(START.plusSeconds(5));
        assertThat(clock.advanceTo(START.plusSeconds(9))).isEqualTo(START.plusSeconds(9));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(9));
    }

    @Test
    void neverGoesBack() {
        clock.advance(Duration.ofSeconds(5));
        assertThat(clock.advanceTo(START)).isEqualTo(START.plusSeconds(5));
        assertThat(clock.advance(Duration.ofSeconds(-1))).isEqualTo(START.plusSeconds(5));
    }
}
