package io.reservoir.dsl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmark by {@code -Dtest=CompilationScaling}, prints its table, and refuses what misses the aims. */
final class CompilationScaling {
    private static final double MOST_MILLIS = 100;
    private static final double MOST_GROWTH = 1.5;

    @Test
    void aThousandStatementsAreQuickAndTenThousandCostNoMoreEach() throws RunnerException {
        var options = new OptionsBuilder()
                .include(CompilationBenchmark.class.getName())
                .build();
        var cpuMillis = new TreeMap<Integer, Double>();
        for (var result : new Runner(options).run()) {
            var statements = Integer.parseInt(result.getParams().getParam("statements"));
            cpuMillis.put(statements, cpuMillis(result));
            print(statements, result.getPrimaryResult().getScore(), cpuMillis(result));
        }
        var growth = cpuMillis.get(10_000) / 10_000 / (cpuMillis.get(100) / 100);
        System.out.printf(Locale.ROOT, "of 10,000 to of 100, CPU time of a statement: %.2f%n", growth);

        assertThat(cpuMillis.get(1_000)).isLessThanOrEqualTo(MOST_MILLIS);
        assertThat(growth).isLessThanOrEqualTo(MOST_GROWTH);
    }

    private static double cpuMillis(RunResult result) {
        var counted = result.getSecondaryResults();
        return counted.get("cpuMicros").getScore() / counted.get("files").getScore() / 1_000;
    }

    private static void print(int statements, double wallMillis, double cpuMillis) {
        System.out.printf(
                Locale.ROOT,
                "%,6d statements: wall time %.2f ms, CPU time %.2f ms, of a statement %.2f µs%n",
                statements,
                wallMillis,
                cpuMillis,
                1_000 * cpuMillis / statements);
    }
}
