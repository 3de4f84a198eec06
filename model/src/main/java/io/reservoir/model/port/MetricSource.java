package io.reservoir.model.port;

import io.reservoir.model.reading.Reading;
import java.time.Instant;
import java.util.List;

/** Something that can be asked for readings: a trace that is replayed, a host that measures its VEEs. */
public interface MetricSource {
    /** Readings whose event time lies in (after, upTo], by time. */
    List<Reading> between(Instant after, Instant upTo);
}
