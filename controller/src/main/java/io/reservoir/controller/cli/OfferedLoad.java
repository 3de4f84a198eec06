package io.reservoir.controller.cli;

import io.reservoir.controller.replay.Scenario;
import io.reservoir.controller.sim.Trace;
import io.reservoir.controller.sim.TraceException;
import java.time.Instant;
import java.util.List;

/** The load that a service was really under, in the form that a recorded one has. */
final class OfferedLoad {
    private OfferedLoad() {}

    /**
     * Requests per second by ticks of a scenario, from the tick in which the run began to the one in which it ended.
     *
     * @param arrivals requests that came in each tick from {@code loaded} on
     */
    static Trace trace(Instant begun, Instant loaded, List<Integer> arrivals, Instant ended) throws TraceException {
        var csv = new StringBuilder("timestamp,value\n");
        var tick = Scenario.TICK.toSeconds();
        var first = Math.floorDiv(begun.getEpochSecond(), tick);
        var load = Math.floorDiv(loaded.getEpochSecond(), tick) - first;
        var count = Math.floorDiv(ended.getEpochSecond(), tick) - first + 1;
        for (long i = 0; i < Math.max(count, load + arrivals.size()); i++) {
            var came = i >= load && i - load < arrivals.size() ? arrivals.get((int) (i - load)) : 0;
            csv.append(Instant.ofEpochSecond((first + i) * tick))
                    .append(',')
                    .append((double) came / tick)
                    .append('\n');
        }
        return Trace.parse("the load", csv.toString());
    }
}
