package io.reservoir.controller.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharesTest {
    @Test
    void everyReplicaBelongsToExactlyOneDomain() {
        var shares = new LinkedHashMap<>(Map.of("A", 0.5, "B", 0.3, "C", 0.2));
        for (int n = 0; n <= 200; n++) {
            assertThat(Shares.of(shares, n).values().stream().mapToInt(i -> i).sum())
                    .isEqualTo(n);
        }
    }

    @Test
    void anExactShareIsNotRoundedByTheBinaryFraction() {
        assertThat(Shares.of(Map.of("A", 0.7, "B", 0.3), 10)).containsOnly(Map.entry("A", 7), Map.entry("B", 3));
    }
}
