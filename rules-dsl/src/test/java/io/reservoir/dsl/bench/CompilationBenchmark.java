package io.reservoir.dsl.bench;

import io.reservoir.dsl.Compilation;
import io.reservoir.dsl.Rsl;
import io.reservoir.dsl.problem.Limits;
import io.reservoir.model.sla.SlaClasses;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to parse and check one file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 10, time = 2)
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

    /** What the thread itself took, whatever else ran on the machine; the collector of garbage is not in it. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Cpu {
        public long files;
        public long cpuMicros;
        private long begin;

        @Setup(Level.Iteration)
        public void begin() {
            begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        }

        @TearDown(Level.Iteration)
        public void end() {
            var nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
            cpuMicros = TimeUnit.NANOSECONDS.toMicros(nanos);
        }
    }

    @Benchmark
    public Compilation compile(Cpu cpu) {
        cpu.files++;
        return compile();
    }

    private Compilation compile() {
        return Rsl.compile("large.rsl", text, SlaClasses.SHIPPED, ROOMY);
    }
}
