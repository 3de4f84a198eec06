package io.reservoir.controller.sim;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The times at which samples are taken: the multiples of a period, counted from the epoch. */
record Ticks(Duration period) {
    Ticks {
        if (period.toMillis() < 1) {
            throw new IllegalArgumentException("a sampling period is at least a millisecond: " + period);
        }
    }

    /** Those in (after, upTo], in order. */
    List<Instant> within(Instant after, Instant upTo) {
        var ticks = new ArrayList<Instant>();
        var step = period.toMillis();
        for (var tick = firstAfter(after); !tick.isAfter(upTo); tick = tick.plusMillis(step)) {
            ticks.add(tick);
        }
        return ticks;
    }

    private Instant firstAfter(Instant time) {
        var step = period.toMillis();
        return Instant.ofEpochMilli((Math.floorDiv(time.toEpochMilli(), step) + 1) * step);
    }
}
