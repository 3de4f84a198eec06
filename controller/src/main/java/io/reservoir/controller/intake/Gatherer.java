package io.reservoir.controller.intake;

import io.reservoir.controller.node.Lanes;
import io.reservoir.model.port.MetricSource;
import io.reservoir.model.reading.Reading;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what sources of this site have measured since they were asked last, and hands it to the rules. It needs no
 * check: it is in base units already, and only services that are known are spoken of. For one thread.
 */
public final class Gatherer implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Gatherer.class);

    private final Lanes lanes;
    private final List<MetricSource> sources;
    private final InstantSource clock;
    private Instant last;

    public Gatherer(Lanes lanes, List<MetricSource> sources, InstantSource clock) {
        this.lanes = lanes;
        this.sources = List.copyOf(sources);
        this.clock = clock;
        last = clock.instant();
    }

    @Override
    public void run() {
        try {
            var now = clock.instant();
            var readings = sources.stream()
                    .flatMap(source -> source.between(last, now).stream())
                    .filter(this::isOfAKnownService)
                    .toList();
            last = now;
            lanes.byLane(readings).forEach((lane, some) -> {
                var unused = lane.call(node -> node.accept(some));
            });
        } catch (RuntimeException e) {
            LOG.error("what hosts have measured was lost", e);
        }
    }

    private boolean isOfAKnownService(Reading reading) {
        return lanes.program(reading.service()) != null;
    }
}
