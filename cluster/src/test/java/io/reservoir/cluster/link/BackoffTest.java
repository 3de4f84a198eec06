package io.reservoir.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), new Random(5));

    @Test
    void doublesUpToItsLimitAndStartsAnewAfterASuccess() {
        for (var most : new long[] {100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000}) {
            assertThat(backoff.next()).isBetween(most / 2, most);
        }
        backoff.reset();
        assertThat(backoff.next()).isBetween(50L, 100L);
        backoff.slow();
        assertThat(backoff.next()).isBetween(2_500L, 5_000L);
    }

    @Test
    void twoWhoFailedTogetherTryAtDifferentTimes() {
        var other = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5), new Random(6));
        for (var i = 0; i < 6; i++) {
            backoff.next();
            other.next();
        }
        assertThat(backoff.next()).isNotEqualTo(other.next());
    }
}
