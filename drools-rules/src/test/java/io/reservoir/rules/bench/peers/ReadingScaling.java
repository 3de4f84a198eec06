package io.reservoir.rules.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmark of one reading by {@code -Dtest=ReadingScaling}, and prints its table. */
final class ReadingScaling {
    @Test
    void aReadingIsMeasuredForTheEngineAndTheLoop() throws RunnerException {
        var options =
                new OptionsBuilder().include(ReadingBenchmark.class.getName()).build();
        var results = new Runner(options).run();
        for (var result : results) {
            var counted = result.getSecondaryResults();
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s services, %s shapes: wall time %.0f ns, CPU time %.0f ns%n",
                    result.getParams().getParam("contender"),
                    result.getParams().getParam("services"),
                    result.getParams().getParam("shapes"),
                    result.getPrimaryResult().getScore(),
                    counted.get("cpuNanos").getScore() / counted.get("readings").getScore());
        }
        assertThat(results).hasSize(8);
    }
}
