package io.reservoir.controller.sim;

import io.reservoir.model.port.MetricSource;
import io.reservoir.model.reading.Reading;
import io.reservoir.model.reading.Value.Known;
import io.reservoir.model.service.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A load trace as readings: at each multiple of the period that a row covers, one reading per feed, the row's value
 * times the feed's factor. Where the trace has a gap there is no reading.
 */
public final class TraceReplay implements MetricSource {
    public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(10);

    private final Trace trace;
    private final List<Feed> feeds;
    private final Ticks ticks;
    private final Noise noise;

    /**
     * A series that the trace drives, one for the whole component. The factor turns the trace's unit into the
     * metric's: 1/60 makes requests per second of requests a minute.
     */
    public record Feed(ServiceId service, String metric, String component, double factor) {}

    /**
     * How much readings differ from the trace: each by its own share of at most {@code share}, up or down, always the
     * same for one seed, series and time.
     */
    public record Noise(long seed, double share) {
        public static final Noise NONE = new Noise(0, 0);

        double on(double value, Feed feed, Instant at) {
            var key = feed.service() + " " + feed.component() + " " + feed.metric();
            return Math.max(0, value * (1 + share * Chance.around(seed, key, at.toEpochMilli())));
        }
    }

    public TraceReplay(Trace trace, List<Feed> feeds) {
        this(trace, feeds, DEFAULT_PERIOD, Noise.NONE);
    }

    public TraceReplay(Trace trace, List<Feed> feeds, Duration period, Noise noise) {
        this.trace = trace;
        this.feeds = List.copyOf(feeds);
        this.ticks = new Ticks(period);
        this.noise = noise;
    }

    @Override
    public List<Reading> between(Instant after, Instant upTo) {
        var justBefore = trace.start().minusNanos(1);
        var last = upTo.isBefore(trace.end()) ? upTo : trace.end();
        var readings = new ArrayList<Reading>();
        for (var tick : ticks.within(after.isAfter(justBefore) ? after : justBefore, last)) {
            if (trace.valueAt(tick) instanceof Known(var value)) {
                feeds.forEach(feed -> readings.add(reading(feed, value, tick)));
            }
        }
        return readings;
    }

    private Reading reading(Feed feed, double value, Instant at) {
        var noisy = noise.on(value * feed.factor(), feed, at);
        return new Reading(feed.service(), feed.metric(), feed.component(), Reading.SERVICE_LEVEL, noisy, at);
    }
}
