package io.reservoir.rules.bench.peers;

import io.reservoir.rules.bench.ClosureLoop;
import io.reservoir.rules.bench.Comparison;
import io.reservoir.rules.bench.Contender;
import io.reservoir.rules.bench.Outcome;
import io.reservoir.rules.bench.Workload;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Measures one contender beside the closure loop, in a JVM of its own, so that nobody's garbage, classes and profiles are
 * another's. What it prints is read by {@link PeersScaling}.
 */
final class MeasureOne {
    private static final String MEASURED = "measured";
    private static final String SKIPPED = "skipped";
    private static final String SEPARATOR = "\t";

    private MeasureOne() {}

    /** Contender, services, shapes, readings of a round, seconds that a deployment may take. */
    public static void main(String[] args) {
        var loop = new Contender.Entry(ClosureLoop.NAME, ClosureLoop::new);
        var result = Comparison.run(
                new Workload(Integer.parseInt(args[1]), Integer.parseInt(args[2])),
                Long.parseLong(args[3]),
                Duration.ofSeconds(Long.parseLong(args[4])),
                List.of(loop, Peers.of(args[0])));
        result.outcomes().forEach(outcome -> System.out.println(line(outcome)));
        // other engines leave threads behind
        System.exit(0);
    }

    private static String line(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Measured(var contender, var nanos, var bytes, var deployMillis, var heap) ->
                String.join(SEPARATOR, MEASURED, contender, "" + nanos, "" + bytes, "" + deployMillis, "" + heap);
            case Outcome.Skipped(var contender, var why) -> String.join(SEPARATOR, SKIPPED, contender, why);
        };
    }

    /** The outcome that a line says, null where it says something else. */
    static @Nullable Outcome read(String line) {
        var parts = line.split(SEPARATOR, -1);
        return switch (parts[0]) {
            case MEASURED ->
                new Outcome.Measured(
                        parts[1],
                        Double.parseDouble(parts[2]),
                        Double.parseDouble(parts[3]),
                        Double.parseDouble(parts[4]),
                        Double.parseDouble(parts[5]));
            case SKIPPED -> new Outcome.Skipped(parts[1], parts[2]);
            default -> null;
        };
    }
}
