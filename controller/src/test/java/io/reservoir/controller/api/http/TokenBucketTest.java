package io.reservoir.controller.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TokenBucket bucket = new TokenBucket(50, 100, START);

    private int taken(Instant at) {
        var count = 0;
        while (bucket.take(at)) {
            count++;
        }
        return count;
    }

    @Test
    void givesTheBurstAtOnceAndThenTheRate() {
        assertThat(taken(START)).isEqualTo(100);
        assertThat(taken(START.plusMillis(19))).isZero();
        assertThat(taken(START.plusMillis(20))).isEqualTo(1);
        assertThat(taken(START.plusMillis(1_020))).isEqualTo(50);
    }

    @Test
    void neverHoldsMoreThanTheBurst() {
        assertThat(taken(START.plus(Duration.ofDays(1)))).isEqualTo(100);
    }

    @Test
    void saysHowLongUntilTheNextOne() {
        assertThat(taken(START)).isEqualTo(100);
        assertThat(bucket.untilNext()).isEqualTo(Duration.ofMillis(20));
    }

    @Test
    void gainsNothingFromAClockThatGoesBack() {
        assertThat(taken(START)).isEqualTo(100);
        assertThat(taken(START.minusSeconds(60))).isZero();
        assertThat(taken(START.minusSeconds(59))).isEqualTo(50);
    }
}
