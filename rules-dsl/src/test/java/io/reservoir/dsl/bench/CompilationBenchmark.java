package io.reservoir.dsl.bench;

import io.reservoir.dsl.Compilation;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.model.sla.SlaClasses;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to parse and check one file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class CompilationBenchmark {
    /** The limits of a file are raised: as shipped they end at 2,000 statements and 200 rules. */
    private static final Limits ROOMY = new Limits(16 << 20, 100_000, 100_000, 64, 500, 64, 15, 9, 256, 200);

    @Param({"100", "1000", "10000"})
    public int statements;

    private String text = "";

    @Setup
    public void write() {
        text = ServiceText.ofStatements(statements);
        if (compile().service() == null) {
            throw new IllegalStateException(
                    "refused: " + compile().diagnostics().getFirst());
        }
    }

    @Benchmark
    public Compilation compile() {
        return Rsl.compile("large.rsl", text, SlaClasses.SHIPPED, ROOMY);
    }
}
