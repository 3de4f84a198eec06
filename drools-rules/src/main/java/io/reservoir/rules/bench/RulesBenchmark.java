package io.reservoir.rules.bench;

import java.time.Duration;
import java.util.List;

/**
 * Measures what a machine carries: the engine and a loop written by hand take the same readings in turn, and must come
 * to equal decisions.
 */
public final class RulesBenchmark {
    private static final Duration FOREVER = Duration.ofDays(1);

    /**
     * What was measured.
     *
     * @param readingsPerSecond of the engine, deciding included, in the fastest round
     * @param ratioToLoop how many times as long as the loop written by hand it takes
     * @param bytesPerReading garbage of the engine
     * @param deployMillis from no service to all of them, their texts compiled before
     * @param heapPerServiceBytes what a deployed service with full windows holds on to, beside its program
     * @param checksum over all targets and values of all services in the end, equal for both
     */
    public record Result(
            int services,
            double readingsPerSecond,
            double ratioToLoop,
            double bytesPerReading,
            double deployMillis,
            double heapPerServiceBytes,
            long checksum) {}

    private RulesBenchmark() {}

    /**
     * Measures a workload; this takes a while.
     *
     * @param readings in each round, rounded up so that every series has equally many
     */
    public static Result run(Workload workload, long readings) {
        var loop = new Contender.Entry(ClosureLoop.NAME, ClosureLoop::new);
        var engine = new Contender.Entry(EngineContender.NAME, EngineContender::new);
        var compared = Comparison.run(workload, readings, FOREVER, List.of(loop, engine));
        var ofLoop = measured(compared, ClosureLoop.NAME);
        var ofEngine = measured(compared, EngineContender.NAME);
        return new Result(
                workload.services(),
                1e9 / ofEngine.nanosPerReading(),
                ofEngine.nanosPerReading() / ofLoop.nanosPerReading(),
                ofEngine.bytesPerReading(),
                ofEngine.deployMillis(),
                ofEngine.heapPerServiceBytes(),
                compared.checksum());
    }

    private static Outcome.Measured measured(Comparison.Result compared, String contender) {
        for (var outcome : compared.outcomes()) {
            if (outcome instanceof Outcome.Measured measured
                    && measured.contender().equals(contender)) {
                return measured;
            }
        }
        throw new IllegalStateException(compared.outcomes().toString());
    }
}
