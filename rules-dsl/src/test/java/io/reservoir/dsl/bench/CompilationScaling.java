package io.reservoir.dsl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
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
        var millis = new TreeMap<Integer, Double>();
        for (var result : new Runner(options).run()) {
            millis.put(
                    Integer.valueOf(result.getParams().getParam("statements")),
                    result.getPrimaryResult().getScore());
        }
        millis.forEach((statements, each) -> System.out.printf(
                Locale.ROOT, "%,6d statements: %8.2f ms, %.4f ms each%n", statements, each, each / statements));
        var growth = millis.get(10_000) / 10_000 / (millis.get(100) / 100);
        System.out.printf(Locale.ROOT, "10,000 to 100, per statement: %.2f%n", growth);

        assertThat(millis.get(1_000)).isLessThanOrEqualTo(MOST_MILLIS);
        assertThat(growth).isLessThanOrEqualTo(MOST_GROWTH);
    }
}
