package io.reservoir.controller.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reservoir.controller.sim.Trace;
import io.reservoir.controller.sim.TraceException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferedLoadTest {
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:07Z");

    @Test
    void loadStandsInTheTicksInWhichItCame() throws TraceException {
        var trace = OfferedLoad.trace(
                BEGUN, BEGUN.plusSeconds(20), List.of(30, 200), Instant.parse("2026-01-01T00:00:59Z"));
        assertThat(trace.rows())
                .containsExactly(
                        row("00:00:00", 0),
                        row("00:00:10", 0),
                        row("00:00:20", 3),
                        row("00:00:30", 20),
                        row("00:00:40", 0),
                        row("00:00:50", 0));
        assertThat(trace.end()).isEqualTo("2026-01-01T00:01:00Z");
    }

    @Test
    void theLastArrivalsAreThereThoughTheRunEndedWithThem() throws TraceException {
        var trace = OfferedLoad.trace(BEGUN, BEGUN, List.of(10, 10, 10), BEGUN.plusSeconds(4));
        assertThat(trace.rows()).extracting(Trace.Row::value).containsExactly(1.0, 1.0, 1.0);
    }

    private static Trace.Row row(String time, double value) {
        return new Trace.Row(Instant.parse("2026-01-01T" + time + "Z"), value);
    }
}
