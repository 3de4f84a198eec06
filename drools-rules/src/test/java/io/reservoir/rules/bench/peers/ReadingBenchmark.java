package io.reservoir.rules.bench.peers;

import io.reservoir.rules.bench.ClosureLoop;
import io.reservoir.rules.bench.Contender;
import io.reservoir.rules.bench.EngineContender;
import io.reservoir.rules.bench.Readings;
import io.reservoir.rules.bench.Workload;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to take a reading in and to decide what follows. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReadingBenchmark {
    private static final int BATCH = 65_536;

    @Param({ClosureLoop.NAME, EngineContender.NAME})
    public String contender;

    @Param({"1000", "10000"})
    public int services;

    @Param({"1", "97"})
    public int shapes;

    private Workload workload;
    private Contender deployed;
    private Readings readings;
    private long next;

    @Setup
    public void deploy() {
        workload = new Workload(services, shapes);
        deployed = contender.equals(ClosureLoop.NAME) ? new ClosureLoop(workload) : new EngineContender(workload);
        for (int service = 0; service < services; service++) {
            deployed.deploy(service);
        }
    }

    @TearDown
    public void close() {
        deployed.close();
    }

    /** Readings are made outside of what is measured. */
    @Setup(Level.Invocation)
    public void read() {
        readings = new Readings(workload, next, BATCH);
        next += BATCH;
    }

    /** What the thread itself took, whatever else ran on the machine; the collector of garbage is not in it. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Cpu {
        public long readings;
        public long cpuNanos;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long take(Cpu cpu) {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long changed = 0;
        for (int i = 0; i < BATCH; i++) {
            changed += deployed.take(readings, i);
        }
        cpu.cpuNanos += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
        cpu.readings += BATCH;
        return changed;
    }
}
