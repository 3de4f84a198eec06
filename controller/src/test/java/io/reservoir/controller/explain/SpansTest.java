package io.reservoir.controller.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpansTest {
    @Test
    void runsAreSpans() {
        assertThat(Spans.of(List.of(1, 2, 3, 5, 7, 8))).isEqualTo("1–3, 5, 7–8");
        assertThat(Spans.of(List.of(4))).isEqualTo("4");
        assertThat(Spans.of(List.of())).isEmpty();
    }
}
